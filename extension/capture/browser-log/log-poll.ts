import browser from 'webextension-polyfill';
import type { AskBody } from './body.ts';
import type { LogWitness, Snapshot } from './log-witness.ts';

/** Pause between two looks at the log while something in it is live, and while nothing is. Milliseconds. */
const PAUSE = { watching: 1_000, idle: 5_000 };
/** A look may cost this share of the time: every look is a snapshot of the whole log. */
const SHARE = 1 / 50;
/** Messages since the timer before that say the page needs the processor itself; it is left in peace so long. */
const FLOOD = { messages: 2_000, peace: 10_000 };
/** How often it is looked at while somebody waits for it to settle, and for how long. Milliseconds. */
const SETTLING = { pause: 250, most: 3_000 };

/** A request of the log as the extension API hands it out. */
interface LogRequest {
  /** The browser itself answers with an object, webextension-polyfill with a list. */
  getContent(): Promise<
    { readonly content?: unknown; readonly encoding?: unknown } | readonly [unknown, unknown]
  >;
}

/** The browser's log, looked at again and again. */
export class LogPoll {
  readonly #witness: LogWitness;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #messages: () => number;
  #dueAt = 0;
  #lookedAt = 0;
  #seen = 0;
  #cost = 0;
  #isOver = false;

  /** `messages` counts what was captured so far. */
  constructor(witness: LogWitness, messages: () => number) {
    this.#witness = witness;
    this.#messages = messages;
  }

  /** Looks now, then at intervals, and hears of every request that ends. Returns the undo. */
  start(): () => void {
    const onFinished = (request: unknown) =>
      this.#witness.finished(request, askOnce(request), Date.now());
    browser.devtools.network.onRequestFinished.addListener(onFinished);
    void this.#lookAndGoOn();
    return () => {
      this.#isOver = true;
      clearTimeout(this.#timer);
      browser.devtools.network.onRequestFinished.removeListener(onFinished);
    };
  }

  /** Something began: what was idle is to be watched. */
  wake(): void {
    if (Date.now() + this.#waitOf(PAUSE.watching) < this.#dueAt) this.#plan(PAUSE.watching);
  }

  /** Looks until what has ended is complete, as far as the log can make it so. */
  async settle(): Promise<void> {
    const deadline = Date.now() + SETTLING.most;
    try {
      await this.#look();
      while (this.#witness.isSettling && Date.now() < deadline) {
        await new Promise((done) => setTimeout(done, SETTLING.pause));
        await this.#look();
      }
    } catch {
      // Of its own pages, an error page among them, the browser shows an extension no log.
    }
  }

  async #lookAndGoOn(): Promise<void> {
    try {
      await this.#look();
    } finally {
      // A look that failed is an error in the console, and no reason to look no more.
      this.#plan(this.#witness.isWatching ? PAUSE.watching : PAUSE.idle);
    }
  }

  #plan(pause: number): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    const wait = this.#waitOf(pause);
    this.#dueAt = Date.now() + wait;
    this.#timer = setTimeout(() => this.#due(), wait);
  }

  #due(): void {
    const fresh = this.#messages() - this.#seen;
    this.#seen += fresh;
    const mayWait = Date.now() < this.#lookedAt + FLOOD.peace;
    if (fresh > FLOOD.messages && mayWait) this.#plan(PAUSE.watching);
    else void this.#lookAndGoOn();
  }

  #waitOf(pause: number): number {
    return Math.max(pause, this.#cost / SHARE);
  }

  async #look(): Promise<void> {
    const before = performance.now();
    const snapshots = await readLog();
    if (this.#isOver) return;
    this.#witness.snapshot(snapshots, Date.now());
    this.#cost = performance.now() - before;
    this.#lookedAt = Date.now();
  }
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
