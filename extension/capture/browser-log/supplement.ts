import type { CaptureEvent, ConnectionChange } from '../../contract/capture.ts';
import type { Tracked } from '../tracked.ts';
import { type AskBody, type LoggedBody, readBody, restOf, textBody } from './body.ts';
import { type LogEntry, readSocketMessage, readStreamEvent } from './entry.ts';
import type { EventAlignment } from './event-alignment.ts';
import { endFacts, endOf, GIVEN_UP, headFacts } from './facts.ts';
import { requestBody } from './request-body.ts';

type HeaderBytes = NonNullable<ConnectionChange['headerBytes']>;

/** What the browser's log adds to a connection that the page's taps reported. */
export class Supplement {
  readonly #tracked: Tracked;
  readonly #alignment: EventAlignment | undefined;
  readonly #emit: (event: CaptureEvent) => void;
  #events = 0;
  #hasHead = false;
  #hasEnd = false;

  constructor(
    tracked: Tracked,
    alignment: EventAlignment | undefined,
    emit: (event: CaptureEvent) => void,
  ) {
    this.#tracked = tracked;
    this.#alignment = alignment;
    this.#emit = emit;
  }

  /** An EventSource: the log may know events that the page does not hear. */
  get isStream(): boolean {
    return this.#alignment !== undefined;
  }

  /** Events of the log wait to be compared with the page's. */
  get isWaiting(): boolean {
    return this.#alignment?.isWaiting ?? false;
  }

  /**
   * Takes the entry as it is now. `isLate` once the page has had time enough to read the body of a
   * finished request itself. Returns true when there is nothing more to add.
   */
  update(
    entry: LogEntry,
    isFinished: boolean,
    isLate: boolean,
    ask: AskBody,
    now: number,
  ): boolean {
    this.#heads(entry, isFinished);
    this.#align(entry, now);
    if (!isFinished) return false;
    if (!this.#hasEnd) this.#end(entry);
    if (entry.transport === 'websocket') return true;
    if (entry.transport === 'eventsource') return !this.isWaiting;
    this.#fillMissing(entry, ask);
    // What the page waits for is the answer at the other address.
    if (entry.redirectedTo !== undefined) return true;
    const { ended, bodyFrom } = this.#tracked;
    if (ended && (bodyFrom !== undefined || entry.bodySize === 0)) return true;
    if (ended || isLate) this.#complete(entry, ask, now);
    return ended || isLate;
  }

  /**
   * Full header lists and their sizes; a socket's as soon as its handshake is known. Those of a
   * redirect stand until there is something better to tell.
   */
  #heads(entry: LogEntry, isFinished: boolean): void {
    const isComplete = isFinished || (entry.transport === 'websocket' && entry.status > 0);
    if (this.#hasHead || !isComplete) return;
    this.#hasHead = true;
    const { headerBytes, ...heads } = headFacts(entry);
    const { status, statusText, redirectedTo } = entry;
    const isTold = redirectedTo !== undefined && this.#tracked.head !== undefined;
    // After a redirect that the page does not follow, the log has an entry of nothing.
    const isNothing = status === 0 && this.#tracked.claims > 1;
    this.#change({
      ...(headerBytes && this.#addHeaderBytes(headerBytes)),
      ...(!isTold && !isNothing && heads),
      ...(!isTold && status > 0 && { status, statusText }),
    });
    if (redirectedTo === undefined && status > 0) this.#tracked.hasLoggedHead = true;
  }

  #addHeaderBytes({ sent, received }: HeaderBytes): { readonly headerBytes: HeaderBytes } {
    const before = this.#tracked.headerBytes;
    const headerBytes = { sent: before.sent + sent, received: before.received + received };
    this.#tracked.headerBytes = headerBytes;
    return { headerBytes };
  }

  #align(entry: LogEntry, now: number): void {
    if (!this.#alignment) return;
    const fresh = entry.streamEvents.slice(this.#events).map(readStreamEvent);
    this.#events = Math.max(this.#events, entry.streamEvents.length);
    for (const { time, type, id, data, position } of this.#alignment.logged(fresh, now)) {
      this.#emit({
        kind: 'message',
        connection: this.#tracked.id,
        position,
        time,
        direction: 'received',
        type: 'event',
        event: { type, id },
        ...textBody(data),
      });
    }
  }

  /** That a request was given up, the page says better. */
  #end(entry: LogEntry): void {
    this.#hasEnd = true;
    const error = entry.error === GIVEN_UP ? undefined : (entry.error ?? socketError(entry));
    if (error === undefined) return;
    this.#tracked.loggedError = error;
    this.#change({ error });
  }

  #fillMissing(entry: LogEntry, ask: AskBody): void {
    for (const [position, type] of this.#tracked.missing) {
      if (type !== 'request' && entry.redirectedTo !== undefined) continue;
      this.#tracked.missing.delete(position);
      void this.#fill(position, type, entry, ask);
    }
  }

  /** Content that the page could not give: a FormData sent, a response read as JSON by XHR. */
  async #fill(position: number, type: string, entry: LogEntry, ask: AskBody): Promise<void> {
    const isRequest = type === 'request';
    if (isRequest && entry.requestBody === undefined) return;
    const body = isRequest ? requestBody(entry) : await readBody(ask, entry.bodySize);
    this.#emit({ kind: 'payload', connection: this.#tracked.id, position, ...body });
  }

  /** The page never read the body, or not to its end: the log has it, or knows its size and end. */
  #complete(entry: LogEntry, ask: AskBody, now: number): void {
    const time = endOf(entry, now);
    const { bodyFrom, bodySize, ended } = this.#tracked;
    if (bodyFrom === undefined && entry.status > 0) void this.#body(entry, ask, time);
    if (ended) return;
    if (bodyFrom === 'page' && bodySize < entry.bodySize) void this.#rest(entry, ask, time);
    this.#tracked.ended = true;
    this.#change(endFacts(entry, time));
  }

  async #body(entry: LogEntry, ask: AskBody, time: number): Promise<void> {
    const position = this.#takePlace();
    this.#receive('response', position, time, await readBody(ask, entry.bodySize));
  }

  /** The page has read the beginning of the body and left it at that. */
  async #rest(entry: LogEntry, ask: AskBody, time: number): Promise<void> {
    const start = this.#tracked.bodySize;
    const position = this.#takePlace();
    const body = await readBody(ask, entry.bodySize);
    this.#receive('chunk', position, time, restOf(body, start, entry.bodySize));
  }

  /** From now on, what the page reads of the body is known already. */
  #takePlace(): number {
    this.#tracked.bodyFrom = 'browser';
    const position = this.#tracked.nextPosition;
    this.#tracked.nextPosition += 1;
    return position;
  }

  #receive(type: 'response' | 'chunk', position: number, time: number, body: LoggedBody): void {
    const { id: connection } = this.#tracked;
    const direction = 'received';
    this.#emit({ kind: 'message', connection, position, time, direction, type, ...body });
  }

  #change(change: ConnectionChange): void {
    this.#emit({ kind: 'changed', connection: this.#tracked.id, change });
  }
}

/** The HTTP status of a refused handshake stands only in the text of the log's error. */
function socketError(entry: LogEntry): string | undefined {
  if (entry.transport !== 'websocket') return undefined;
  return entry.socketMessages.map(readSocketMessage).find((one) => one?.type === 'error')?.data;
}
