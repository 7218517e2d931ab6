import { buildExtension } from './build.ts';
import { readDuration } from './duration.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { openLogFile, writePieces } from './log-file.ts';
import { readOptions } from './options.ts';
import { type Recording, startRecording } from './recording.ts';

const USAGE = `Records a page's real-time traffic with the real extension in a headless browser.

  npm run record -- URL [--for 10s] [--until TEXT] [--out run.ndjson]

  --for TIME    stop after so long (500ms, 10s, 2m); default 10s, or no limit with --until
  --until TEXT  stop as soon as a message contains TEXT
  --out FILE    where to write the log; default recording.ndjson
Ctrl-C stops at any time and leaves a complete file.`;

/** What pages come by; all else is a slip, such as `localhost:4400`. */
const PAGES = new Set(['http:', 'https:', 'file:', 'data:', 'about:']);

const OPTIONS = {
  allowPositionals: true,
  options: {
    for: { type: 'string' },
    until: { type: 'string' },
    out: { type: 'string', default: 'recording.ndjson' },
  },
} as const;

interface Wishes {
  readonly url: string;
  readonly out: string;
  readonly milliseconds: number;
  readonly until: string | undefined;
}

function readWishes(): Wishes {
  const { values, positionals } = readOptions(OPTIONS, USAGE);
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0) throw new Failure(USAGE);
  if (!URL.canParse(url) || !PAGES.has(new URL(url).protocol))
    throw new Failure(`"${url}" is no URL. Write it in full: http://127.0.0.1:4400/`);
  const unlimited = values.until === undefined ? 10_000 : Number.POSITIVE_INFINITY;
  const milliseconds = values.for === undefined ? unlimited : readDuration(values.for);
  return { url, out: values.out, milliseconds, until: values.until };
}

const CLOSED = 'browser closed';

/** Waits for whatever ends the recording; says in a word what it was. */
async function waitForEnd(
  recording: Recording,
  wishes: Wishes,
  interrupted: Promise<void>,
): Promise<string> {
  const deadline = Date.now() + wishes.milliseconds;
  const ended = Promise.race([
    interrupted.then(() => 'interrupted'),
    recording.closed.then(() => CLOSED),
  ]);
  for (;;) {
    if (wishes.until !== undefined && (await recording.panel.contains(wishes.until)))
      return 'text found';
    const left = deadline - Date.now();
    if (left <= 0) return wishes.until === undefined ? 'time is up' : 'time is up, text not found';
    const pause = new Promise<undefined>((done) => setTimeout(done, Math.min(left, 100)));
    const reason = await Promise.race([ended, pause]);
    if (reason !== undefined) return reason;
  }
}

await runCommand(async () => {
  const wishes = readWishes();
  const file = await openLogFile(wishes.out);
  const interrupted = onInterrupt();
  await buildExtension();
  const recording = await startRecording(wishes.url, { headless: true, preservesLog: true });
  try {
    process.stderr.write(`pushscope: recording ${wishes.url} …\n`);
    const reason = await waitForEnd(recording, wishes, interrupted);
    if (reason === CLOSED) throw new Failure('The browser was closed, and what it held is gone.');
    await recording.panel.settle();
    const lines = await writePieces(file, recording.panel.log(recording.browser));
    process.stderr.write(`pushscope: ${reason}; ${lines} lines in ${wishes.out}\n`);
    return reason === 'time is up, text not found' ? 1 : 0;
  } finally {
    await recording.inspected.close();
  }
});
