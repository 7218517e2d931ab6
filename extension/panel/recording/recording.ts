import { signal } from '@preact/signals';
import type { CaptureEvent } from '../../contract/capture.ts';
import { writeLog } from '../../formats/ndjson/write.ts';
import type { Derivation } from '../../insight/derivation.ts';
import type { OverrideTarget } from '../../insight/overrides.ts';
import type { Journal } from '../../journal/journal.ts';
import type { MessageNames, Schema } from '../../schema/schema.ts';
import type { Divider } from './dividers.ts';

/** The page that is inspected. */
export interface Page {
  /** Loads it anew. */
  reload(): void;
}

/** How a late opening came about: what of the page's past is known. */
export type Past = 'complete' | 'unknown' | 'dismissed';

/** How often running clocks move, in milliseconds. */
const CLOCK_STEP = 100;

/** Messages that are decoded between two looks at the clock. */
const PORTION = 500;

/** What is being recorded, and whether. Views follow its signals; `tick` moves them. */
export class Recording {
  /** Counts changes of the journal or of what was derived from it. */
  readonly revision = signal(0);
  /** Epoch milliseconds, moving while the recording is ticked. */
  readonly now = signal(0);
  readonly isPaused = signal(false);
  readonly preservesLog = signal(false);
  /** Whether the taps were in the page from its first script on. */
  readonly past = signal<Past>('complete');
  /** Why nothing can be recorded. */
  readonly failure = signal<string | undefined>(undefined);
  /** Counts how often everything was forgotten. */
  readonly clears = signal(0);
  readonly dividers = signal<readonly Divider[]>([]);
  /** Address of the inspected page, where known. */
  address: string | undefined;
  #startedAt = Date.now();
  #journalRevision = -1;
  #recordsRevision = -1;
  #held = 0;

  constructor(
    readonly journal: Journal,
    readonly derivation: Derivation,
    readonly page: Page,
  ) {}

  /** Takes in everything that is new, and shows it. */
  tick(now: number): void {
    this.takeIn(now, () => true);
    this.show(now);
  }

  /**
   * Decodes what is new, for as long as `mayGoOn` allows; cheap when nothing is new. Says whether
   * everything was taken in.
   */
  takeIn(now: number, mayGoOn: () => boolean): boolean {
    let isTakenIn = this.derivation.advance(now, PORTION);
    while (!isTakenIn && mayGoOn()) isTakenIn = this.derivation.advance(now, PORTION);
    return isTakenIn;
  }

  /** Moves the signals to what was taken in, where there was anything. */
  show(now: number): void {
    if (Math.abs(now - this.now.peek()) >= CLOCK_STEP) this.now.value = now;
    const { journal, derivation } = this;
    const { held } = derivation;
    const isSame =
      held === this.#held &&
      journal.revision === this.#journalRevision &&
      derivation.records.revision === this.#recordsRevision;
    if (isSame) return;
    this.#journalRevision = journal.revision;
    this.#recordsRevision = derivation.records.revision;
    this.#held = held;
    this.revision.value += 1;
  }

  /**
   * Takes what capture saw. While paused, messages are only counted; how connections fare is still
   * followed, so that their state is true when recording goes on.
   */
  take(event: CaptureEvent): void {
    const isLeftOut = event.kind === 'message' && this.isPaused.peek();
    this.journal.take(isLeftOut ? { kind: 'loss', reason: 'paused', count: 1 } : event);
  }

  /** A person says what connections speak: what was read of them is read anew at once. */
  readAs(target: OverrideTarget, protocol: string | undefined, now: number): void {
    this.derivation.override(target, protocol);
    this.#readAnew(now);
  }

  /** What .proto files say of Protobuf messages, in every connection. */
  useSchema(schema: Schema | undefined, now: number): void {
    this.derivation.useSchema(schema);
    this.#readAnew(now);
  }

  /** A person says which Protobuf messages connections carry. */
  chooseMessages(target: OverrideTarget, names: MessageNames | undefined, now: number): void {
    this.derivation.chooseMessages(target, names);
    this.#readAnew(now);
  }

  #readAnew(now: number): void {
    this.tick(now);
    this.revision.value += 1;
  }

  /** Nothing can be recorded, and why. */
  failed(reason: string): void {
    this.failure.value = reason;
  }

  /** The page was there before the panel. */
  openedLate(url: string): void {
    this.address = url;
    if (this.past.peek() === 'complete') this.past.value = 'unknown';
  }

  /** Stops or resumes recording; the gap stays visible as a divider. */
  pause(isPaused: boolean, now: number): void {
    if (isPaused === this.isPaused.peek()) return;
    this.isPaused.value = isPaused;
    const dividers = this.dividers.peek();
    if (isPaused) this.dividers.value = [...dividers, { kind: 'pause', time: now }];
    else
      this.dividers.value = dividers.map((divider) =>
        divider.kind === 'pause' && divider.until === undefined
          ? { ...divider, until: now }
          : divider,
      );
  }

  /** Forgets everything recorded and frees its memory. A pause goes on. */
  clear(now: number): void {
    this.journal.clear();
    this.#startedAt = now;
    this.dividers.value = this.isPaused.peek() ? [{ kind: 'pause', time: now }] : [];
    this.clears.value += 1;
    this.#journalRevision = -1;
    this.revision.value += 1;
  }

  /** The inspected page went to another address: a new log begins unless the old one is kept. */
  navigated(url: string, now: number): void {
    this.past.value = 'complete';
    this.address = url;
    if (!this.preservesLog.peek()) this.clear(now);
    else this.dividers.value = [...this.dividers.peek(), { kind: 'navigation', time: now, url }];
  }

  /** Everything recorded as a frame log, line by line. What is not yet decoded is decoded first. */
  log(browser: string, now: number): Iterable<string> {
    this.tick(now);
    return writeLog(this.journal, this.derivation, {
      startedAt: this.#startedAt,
      endedAt: now,
      browser,
      ...(this.address !== undefined && { page: this.address }),
    });
  }
}
