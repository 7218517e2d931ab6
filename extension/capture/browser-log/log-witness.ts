import type { CaptureEvent } from '../../contract/capture.ts';
import type { MessageEvent } from '../../contract/events.ts';
import { isTapped } from '../../contract/words.ts';
import type { Tracked } from '../tracked.ts';
import type { AskBody } from './body.ts';
import { Claims } from './claims.ts';
import { type LogEntry, readEntry } from './entry.ts';
import { EventAlignment } from './event-alignment.ts';
import { LoggedConnection } from './logged-connection.ts';
import { callsItsAsker } from './script-traffic.ts';
import { Supplement } from './supplement.ts';

/** How long an entry waits for the page to claim it or to read its body, in milliseconds. */
const GRACE = 1_000;
/** Addresses whose answers were JSONP that are remembered, by count. */
const REMEMBERED = 1_000;

export interface LogWitnessContext {
  readonly emit: (event: CaptureEvent) => void;
  readonly nextId: () => string;
  /** Since when the taps are in the page; what began before is known from the log alone. */
  readonly tappedSince: () => number;
  /** Where our own scripts come from: what a tapped page asks for is asked through one of them. */
  readonly ourScripts: string;
}

interface Known {
  readonly firstSeen: number;
  finishedAt: number | undefined;
  /** Of a script nobody knows what it is until its body, or another one from its address, says so. */
  isTraffic: boolean;
  isDone: boolean;
  owner: LoggedConnection | Supplement | undefined;
  /** The latest state, kept while there is something to wait for. */
  latest: { readonly entry: LogEntry; readonly ask: AskBody } | undefined;
}

/** One entry of a snapshot, with the way to ask for its body. */
export interface Snapshot {
  readonly entry: unknown;
  readonly ask: AskBody;
}

/**
 * The browser's own log as a witness. Each entry either belongs to a connection that the taps
 * reported, and then adds what they cannot see, or is a connection that only the log knows.
 */
export class LogWitness {
  readonly #context: LogWitnessContext;
  readonly #claims = new Claims();
  readonly #known = new Map<string, Known>();
  /** Those that nobody owns yet: few, for they wait a second at most. */
  readonly #undecided = new Set<Known>();
  /** Where scripts come from that are JSONP. */
  readonly #jsonp = new Set<string>();
  readonly #alignments = new WeakMap<Tracked, EventAlignment>();

  constructor(context: LogWitnessContext) {
    this.#context = context;
  }

  /** A connection of the page that entries may belong to; entries that came first are waiting. */
  expect(tracked: Tracked, now: number): void {
    this.#claims.add(tracked);
    for (const known of this.#undecided) this.#settle(known, now);
  }

  /** An event that the taps reported, to be compared with the log's. */
  heard(tracked: Tracked, event: MessageEvent): void {
    if (tracked.transport !== 'eventsource' || !('text' in event)) return;
    const { type = 'message', id = '' } = event.event ?? {};
    this.#alignmentOf(tracked).heard({ type, id, data: event.text, position: event.index });
  }

  /**
   * True while the log has to be watched closely. What the taps report is not a reason, but for
   * event streams: the log tells by itself when a request ends.
   */
  get isWatching(): boolean {
    for (const { isDone, isTraffic, owner, finishedAt } of this.#known.values()) {
      if (isDone || !isTraffic) continue;
      const isSeenByPage = owner instanceof Supplement && finishedAt === undefined;
      if (!isSeenByPage || owner.isStream) return true;
    }
    return false;
  }

  /** True while something that has happened is not reported yet: it waits for the page's say. */
  get isSettling(): boolean {
    for (const { isDone, isTraffic, owner, finishedAt } of this.#known.values()) {
      if (isDone) continue;
      const isUndecided = (isTraffic && owner === undefined) || finishedAt !== undefined;
      if (isUndecided || (owner instanceof Supplement && owner.isWaiting)) return true;
    }
    return false;
  }

  /** Takes a whole snapshot of the log, oldest first. */
  snapshot(entries: readonly Snapshot[], now: number): void {
    const counts = new Map<string, number>();
    const present = new Set<string>();
    for (const { entry: value, ask } of entries) {
      const entry = readEntry(value);
      if (!entry) continue;
      const base = keyOf(entry);
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      const key = `${base} ${count}`;
      present.add(key);
      this.#take(key, entry, ask, now);
    }
    this.#forgetAllBut(present, now);
    this.#claims.forget(now - 60_000);
  }

  /** The log says that a request came to its end. */
  finished(value: unknown, ask: AskBody, now: number): void {
    const entry = readEntry(value);
    if (!entry) return;
    const known = this.#take(this.#unfinishedKey(keyOf(entry)), entry, ask, now, true);
    this.#ended(known, now);
    // Whoever made it may be gone in a second, and the body with it.
    if (known.owner === undefined) ask().catch(() => undefined);
  }

  /** The page was left: nothing more is to be waited for, and what only the log knew is over. */
  left(now: number): void {
    for (const known of this.#known.values()) {
      this.#settle(known, now, true);
      if (!known.isTraffic) known.isDone = true;
      if (!(known.owner instanceof LoggedConnection)) continue;
      known.owner.lose(now, 'The page was left');
      known.isDone = true;
    }
  }

  #take(key: string, entry: LogEntry, ask: AskBody, now: number, isFinished = false): Known {
    let known = this.#known.get(key);
    if (!known) {
      known = {
        firstSeen: now,
        finishedAt: undefined,
        isTraffic: entry.isProven || this.#jsonp.has(addressOf(entry)),
        isDone: false,
        owner: undefined,
        latest: undefined,
      };
      this.#known.set(key, known);
      this.#undecided.add(known);
      if (!isFinished) this.#noticeEnd(known, entry, ask);
    }
    if (known.isDone) return known;
    // What has ended changes no more, and its body may have been asked for.
    if (known.finishedAt === undefined || !known.latest) known.latest = { entry, ask };
    this.#settle(known, now);
    return known;
  }

  /**
   * Of requests that ended before us nobody says so; but a body is there only at the end, and is
   * waited for until then. That of an event stream is not, and is none while the stream goes on.
   */
  #noticeEnd(known: Known, entry: LogEntry, ask: AskBody): void {
    if (entry.transport === 'websocket') return;
    if ((entry.startedAt ?? 0) >= this.#context.tappedSince()) return;
    const isStream = entry.transport === 'eventsource' && entry.error === undefined;
    const over = () => this.#ended(known, Date.now());
    ask().then(
      (answer) => (isStream && answer === undefined ? undefined : over()),
      () => (isStream ? undefined : over()),
    );
  }

  #ended(known: Known, now: number): void {
    if (known.finishedAt === undefined && !known.isTraffic) void this.#prove(known);
    known.finishedAt ??= now;
    this.#settle(known, now);
  }

  /** A script tag's request: traffic if the script calls the function that it was asked to call. */
  async #prove(known: Known): Promise<void> {
    if (!known.latest) return;
    const { entry, ask } = known.latest;
    const isCall = await callsItsAsker(entry, ask);
    if (known.isDone) return;
    if (isCall) {
      known.isTraffic = true;
      if (this.#jsonp.size < REMEMBERED) this.#jsonp.add(addressOf(entry));
      this.#settle(known, Date.now());
    } else {
      known.isDone = true;
      known.latest = undefined;
      this.#undecided.delete(known);
    }
  }

  #settle(known: Known, now: number, isLast = false): void {
    if (known.isDone || !known.isTraffic || !known.latest) return;
    const { entry, ask } = known.latest;
    const mayWait = !isLast && now - known.firstSeen < GRACE;
    known.owner ??= this.#ownerOf(known, entry, mayWait);
    if (!known.owner) return;
    this.#undecided.delete(known);
    const isFinished = known.finishedAt !== undefined;
    if (known.owner instanceof LoggedConnection) {
      known.owner.update(entry, isFinished, ask, now);
      known.isDone = isFinished;
    } else {
      const isLate = isLast || now - (known.finishedAt ?? now) >= GRACE;
      known.isDone = known.owner.update(entry, isFinished, isLate, ask, now);
    }
    if (known.isDone) known.latest = undefined;
  }

  #ownerOf(known: Known, entry: LogEntry, mayWait: boolean): Known['owner'] {
    const { emit, nextId, tappedSince } = this.#context;
    const tracked = this.#mayBeTapped(entry) ? this.#claims.claim(entry, mayWait) : undefined;
    if (tracked) {
      const alignment =
        tracked.transport === 'eventsource' ? this.#alignmentOf(tracked) : undefined;
      return new Supplement(tracked, alignment, emit);
    }
    const startedAt = entry.startedAt ?? known.firstSeen;
    const isFromBefore = startedAt < tappedSince();
    if (!isFromBefore && mayWait && isTapped(entry.transport)) return undefined;
    return new LoggedConnection(nextId(), entry, startedAt, emit);
  }

  /** A worker's requests never are, though they may look like the page's in all else. */
  #mayBeTapped({ madeBy, transport }: LogEntry): boolean {
    if (!isTapped(transport)) return false;
    return madeBy === undefined || madeBy.startsWith(this.#context.ourScripts);
  }

  #alignmentOf(tracked: Tracked): EventAlignment {
    const alignment = this.#alignments.get(tracked) ?? new EventAlignment();
    this.#alignments.set(tracked, alignment);
    return alignment;
  }

  /** Requests that began in the same millisecond are told apart by their order. */
  #unfinishedKey(base: string): string {
    let count = 1;
    while (this.#known.get(`${base} ${count}`)?.finishedAt !== undefined) count += 1;
    return `${base} ${count}`;
  }

  #forgetAllBut(present: ReadonlySet<string>, now: number): void {
    for (const [key, known] of this.#known) {
      if (present.has(key) || now - known.firstSeen < GRACE) continue;
      if (known.owner instanceof LoggedConnection)
        known.owner.lose(now, 'No longer in the browser’s log');
      this.#known.delete(key);
      this.#undecided.delete(known);
    }
  }
}

function keyOf(entry: LogEntry): string {
  return `${entry.startedAt} ${entry.transport} ${entry.method} ${entry.url}`;
}

/** Where a script comes from, whatever it is asked. */
function addressOf({ transport, url }: LogEntry): string {
  return `${transport} ${url.split('?', 1)[0]}`;
}
