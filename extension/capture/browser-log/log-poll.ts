import browser from 'webextension-polyfill';
import type { AskBody } from './body.ts';
import type { LogWitness, Snapshot } from './log-witness.ts';

/** Pause between two looks at the log while something in it is live, and while nothing is. Milliseconds. */
const PAUSE = { watching: 1_000, idle: 5_000 };
/** A look may cost this share of the time: every look is a snapshot of the whole log. */
const SHARE = 1 / 20;

/** A request of the log as the extension API hands it out. */
interface LogRequest {
  /** The browser itself answers with an object, webextension-polyfill with a list. */
  getContent(): Promise<
    { readonly content?: unknown; readonly encoding?: unknown } | readonly [unknown, unknown]
  >;
}

/** Looks at the browser's log now, then again and again, and hears of every request that ends. */
export function watchLog(witness: LogWitness): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const look = async () => {
    const before = performance.now();
    const snapshots = await readLog();
    if (isOver) return;
    witness.snapshot(snapshots, Date.now());
    const cost = performance.now() - before;
    const pause = witness.isWatching ? PAUSE.watching : PAUSE.idle;
    timer = setTimeout(look, Math.max(pause, cost / SHARE));
  };
  const onFinished = (request: unknown) => witness.finished(request, askOnce(request), Date.now());
  browser.devtools.network.onRequestFinished.addListener(onFinished as never);
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
    browser.devtools.network.onRequestFinished.removeListener(onFinished as never);
  };
}

async function readLog(): Promise<Snapshot[]> {
  const log = (await browser.devtools.network.getHAR()) as { readonly entries?: unknown };
  const entries = Array.isArray(log.entries) ? log.entries : [];
  return entries.map((entry: unknown) => ({ entry, ask: askOnce(entry) }));
}

function askOnce(request: unknown): AskBody {
  let answer: ReturnType<AskBody> | undefined;
  return () => {
    answer ??= askBody(request as LogRequest);
    return answer;
  };
}

async function askBody(request: LogRequest): ReturnType<AskBody> {
  const answer = await request.getContent();
  const [content, encoding] =
    'content' in answer ? [answer.content, answer.encoding] : (answer as readonly unknown[]);
  return typeof content === 'string' ? { content, encoding: String(encoding ?? '') } : undefined;
}
