import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoServer } from '../demo-server/server.ts';
import { buildExtension, buildSite } from './build.ts';
import { DEMO_PORT } from './demo-port.ts';
import { hasDisplay } from './display.ts';
import { runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { drawTable, missingKinds } from './kinds-table.ts';
import { openLogFile, writePieces } from './log-file.ts';
import { type Recording, startRecording } from './recording.ts';

/** How long the demonstration without a display goes on, in milliseconds. */
const LENGTH = 10_000;
const LOG = 'pushscope-demo.ndjson';

const say = (text: string) => process.stderr.write(`pushscope: ${text}\n`);

/** Shows what the panel captures while it does, keeps the log, and says whether all kinds are there. */
async function demonstrate(recording: Recording, interrupted: Promise<void>): Promise<number> {
  const file = await openLogFile(LOG);
  const end = Date.now() + LENGTH;
  let isOver = false;
  void interrupted.then(() => {
    isOver = true;
  });
  let drawn = 0;
  while (!isOver && Date.now() < end) {
    await sleep(Math.min(process.stdout.isTTY ? 500 : 2_500, Math.max(0, end - Date.now())));
    drawn = draw(drawTable(await recording.panel.kinds()), drawn);
  }
  await recording.panel.settle();
  const missing = missingKinds(await recording.panel.kinds());
  const lines = await writePieces(file, recording.panel.log(recording.browser));
  say(`${lines} lines in ${LOG}`);
  if (missing.length === 0) say('every kind was captured and decoded');
  else say(`not captured: ${missing.join(', ')}`);
  return missing.length === 0 ? 0 : 1;
}

/** On a terminal the table stays in its place; elsewhere each one follows the last. */
function draw(table: string, linesBefore: number): number {
  const isScreen = process.stdout.isTTY;
  const back = isScreen && linesBefore > 0 ? `\x1b[${linesBefore}A\x1b[J` : '';
  process.stdout.write(`${back}${table}\n${isScreen ? '' : '\n'}`);
  return table.split('\n').length;
}

await runCommand(async () => {
  const interrupted = onInterrupt();
  say('building the extension and the demo page …');
  await buildExtension();
  await buildSite();
  const server = await startDemoServer({ port: DEMO_PORT, nextFreePort: true });
  try {
    const isHeadless = !hasDisplay();
    say(
      `demo server on ${server.url}; opening the browser${isHeadless ? ' without a window' : ''} …`,
    );
    const recording = await startRecording(`${server.url}/?autostart`, { headless: isHeadless });
    try {
      if (isHeadless) return await demonstrate(recording, interrupted);
      say('close the browser or press Ctrl-C to stop');
      await Promise.race([recording.closed, interrupted]);
      return 0;
    } finally {
      await recording.inspected.close();
    }
  } finally {
    await server.close();
  }
});
