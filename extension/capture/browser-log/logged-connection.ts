import { decodeBase64 } from '../../bytes/base64.ts';
import type { CaptureEvent, ConnectionChange, Content } from '../../contract/capture.ts';
import {
  type Direction,
  type EventName,
  isRequest,
  type MessageType,
} from '../../contract/words.ts';
import { type AskBody, readBody, textBody } from './body.ts';
import {
  type LogEntry,
  type LogSocketMessage,
  readSocketMessage,
  readStreamEvent,
} from './entry.ts';
import { endFacts, endOf, headFacts } from './facts.ts';
import { requestBody } from './request-body.ts';

interface NewMessage {
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  readonly size: number;
  readonly content: Content;
  readonly event?: EventName;
}

/** A connection that only the browser's log knows: made before the panel, in a worker, in a frame without taps. */
export class LoggedConnection {
  readonly #id: string;
  readonly #emit: (event: CaptureEvent) => void;
  #position = 0;
  #sockets = 0;
  #events = 0;
  #hasRequest = false;
  #hasHead = false;
  #hasEnded = false;
  /** Bytes of a body that the log gives out only when it has come to its end. */
  #unread = 0;
  /** How it ended, while its body is still asked for. */
  #ending: ConnectionChange | undefined;

  constructor(id: string, entry: LogEntry, openedAt: number, emit: (event: CaptureEvent) => void) {
    this.#id = id;
    this.#emit = emit;
    const { transport, url, method } = entry;
    emit({
      kind: 'seen',
      connection: id,
      transport,
      url,
      openedAt,
      witness: 'browser',
      ...(isRequest(transport) && { method }),
    });
  }

  /** Takes the entry as it is now. `isFinished` once the log has said so. */
  update(entry: LogEntry, isFinished: boolean, ask: AskBody, now: number): void {
    this.#request(entry, now);
    this.#head(entry);
    for (const value of entry.socketMessages.slice(this.#sockets))
      this.#socketMessage(readSocketMessage(value), now);
    this.#sockets = Math.max(this.#sockets, entry.socketMessages.length);
    for (const value of entry.streamEvents.slice(this.#events)) this.#streamEvent(value);
    this.#events = Math.max(this.#events, entry.streamEvents.length);
    this.#unread = hasBody(entry) ? entry.bodySize : 0;
    if (isFinished && !this.#hasEnded) void this.#end(entry, ask, now);
  }

  /** Nothing more will be known, and why. */
  lose(now: number, reason: string): void {
    if (this.#ending) this.#finish(this.#ending);
    else if (!this.#hasEnded) {
      this.#loseBody(now);
      this.#change({ state: 'aborted', closedAt: now, error: reason });
    }
    this.#hasEnded = true;
  }

  #loseBody(time: number): void {
    if (this.#unread === 0) return;
    const content: Content = { kind: 'missing', reason: 'given up before its end' };
    this.#message({ time, direction: 'received', type: 'response', size: this.#unread, content });
  }

  #request(entry: LogEntry, now: number): void {
    if (this.#hasRequest || entry.requestBody === undefined) return;
    this.#hasRequest = true;
    const body = requestBody(entry);
    this.#message({ time: entry.startedAt ?? now, direction: 'sent', type: 'request', ...body });
  }

  #head(entry: LogEntry): void {
    if (this.#hasHead || entry.status === 0) return;
    this.#hasHead = true;
    const { status, statusText } = entry;
    this.#change({ state: 'open', status, statusText, ...headFacts(entry) });
  }

  #socketMessage(message: LogSocketMessage | undefined, now: number): void {
    if (!message) return;
    const time = message.time > 1e12 ? message.time : now;
    if (message.type === 'error') this.#change({ error: message.data });
    else {
      const direction = message.type === 'send' ? 'sent' : 'received';
      this.#message({ time, direction, ...socketContent(message) });
    }
  }

  #streamEvent(value: unknown): void {
    const { time, type, id, data } = readStreamEvent(value);
    this.#message({
      time,
      direction: 'received',
      type: 'event',
      event: { type, id },
      ...textBody(data),
    });
  }

  async #end(entry: LogEntry, ask: AskBody, now: number): Promise<void> {
    this.#hasEnded = true;
    const endedAt = endOf(entry, now);
    this.#ending = isRefused(entry) ? { state: 'failed', closedAt: now } : endFacts(entry, endedAt);
    if (hasBody(entry)) {
      const body = await readBody(ask, entry.bodySize);
      this.#message({ time: endedAt, direction: 'received', type: 'response', ...body });
    }
    if (this.#ending) this.#finish(this.#ending);
  }

  #finish(ending: ConnectionChange): void {
    this.#ending = undefined;
    this.#change(ending);
  }

  #message(message: NewMessage): void {
    this.#emit({ kind: 'message', connection: this.#id, position: this.#position, ...message });
    this.#position += 1;
  }

  #change(change: ConnectionChange): void {
    this.#emit({ kind: 'changed', connection: this.#id, change });
  }
}

/** A handshake that failed, or an answer that is no event stream: the log says no more than that. */
function isRefused({ transport, status }: LogEntry): boolean {
  if (transport === 'websocket') return status === 0;
  return transport === 'eventsource' && status !== 0 && status !== 200;
}

/** Whether the log has a body of the response by itself, and not only its events or messages. */
function hasBody({ transport, streamEvents, status }: LogEntry): boolean {
  return isRequest(transport) && streamEvents.length === 0 && status > 0;
}

/** The log keeps anything but text (opcode 1) as base64, and nothing of a Blob that was sent. */
function socketContent(message: LogSocketMessage): {
  type: MessageType;
  size: number;
  content: Content;
} {
  if (message.opcode === 1) return { type: 'text', ...textBody(message.data) };
  const bytes = decodeBase64(message.data) ?? new Uint8Array();
  const isLost = message.type === 'send' && bytes.length === 0;
  const content: Content = isLost
    ? { kind: 'missing', reason: 'a Blob, which the browser’s log does not keep' }
    : { kind: 'binary', bytes };
  return { type: 'binary', size: bytes.length, content };
}
