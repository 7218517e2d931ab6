import type { CaptureEvent, ConnectionChange } from '../../contract/capture.ts';
import type { Tracked } from '../tracked.ts';
import { type AskBody, readBody, textBody } from './body.ts';
import { type LogEntry, readSocketMessage, readStreamEvent } from './entry.ts';
import type { EventAlignment } from './event-alignment.ts';
import { endFacts, endOf, headFacts } from './facts.ts';

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
    if (this.#tracked.ended || entry.status === 0) return true;
    if (isLate && this.#tracked.bodyFrom === undefined) void this.#body(entry, ask, now);
    return isLate;
  }

  /** Full header lists and their sizes; a socket's as soon as its handshake is known. */
  #heads(entry: LogEntry, isFinished: boolean): void {
    const isComplete = isFinished || (entry.transport === 'websocket' && entry.status > 0);
    if (this.#hasHead || !isComplete || entry.redirectedTo !== undefined) return;
    this.#hasHead = true;
    const { status, statusText } = entry;
    this.#change({ ...headFacts(entry), ...(status > 0 && { status, statusText }) });
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

  #end(entry: LogEntry): void {
    this.#hasEnd = true;
    const error = entry.error ?? socketError(entry);
    if (error !== undefined) this.#change({ error });
  }

  #fillMissing(entry: LogEntry, ask: AskBody): void {
    for (const [position, type] of this.#tracked.missing) {
      void this.#fill(position, type, entry, ask);
    }
    this.#tracked.missing.clear();
  }

  /** Content that the page could not give: a FormData sent, a response read as JSON by XHR. */
  async #fill(position: number, type: string, entry: LogEntry, ask: AskBody): Promise<void> {
    const isRequest = type === 'request';
    if (isRequest && entry.requestBody === undefined) return;
    const body = isRequest
      ? textBody(entry.requestBody ?? '')
      : await readBody(ask, entry.bodySize);
    this.#emit({ kind: 'payload', connection: this.#tracked.id, position, ...body });
  }

  /** The page never read the body: the log has it all the same. */
  async #body(entry: LogEntry, ask: AskBody, now: number): Promise<void> {
    this.#tracked.bodyFrom = 'browser';
    const time = endOf(entry, now);
    const position = this.#tracked.nextPosition;
    this.#tracked.nextPosition += 1;
    const body = await readBody(ask, entry.bodySize);
    this.#emit({
      kind: 'message',
      connection: this.#tracked.id,
      position,
      time,
      direction: 'received',
      type: 'response',
      ...body,
    });
    if (this.#tracked.ended) return;
    this.#tracked.ended = true;
    this.#change(endFacts(entry, time));
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
