import type { Headers, Transport } from '../../contract/words.ts';
import { proofOf } from './script-traffic.ts';

/** One request of the browser's log, reduced to what capture uses. Times are epoch milliseconds. */
export interface LogEntry {
  readonly transport: Transport;
  /** Without the fragment. */
  readonly url: string;
  readonly method: string;
  /** Whether it is real-time traffic for sure; of a script, only its body may say so. */
  readonly isProven: boolean;
  /** Absent where the log has no believable time (a WebSocket refused before it was tried). */
  readonly startedAt: number | undefined;
  /** From the start to the last byte so far, in milliseconds. */
  readonly duration: number;
  /** From the response head to the last byte so far, in milliseconds. */
  readonly receiving: number;
  /** 0 while there is no response. */
  readonly status: number;
  readonly statusText: string;
  /** `net::ERR_…` where the request failed. */
  readonly error: string | undefined;
  readonly requestBody: string | undefined;
  /** Response body so far, decoded, in bytes; as it was on the wire where the log knows no more. */
  readonly bodySize: number;
  readonly redirectedTo: string | undefined;
  /** The script that made the request, where the log knows it: not of an EventSource. */
  readonly madeBy: string | undefined;
  /** As the log holds them, read one by one where they are needed. */
  readonly socketMessages: readonly unknown[];
  readonly streamEvents: readonly unknown[];
  /** Reads the message heads: only when they are wanted, for a snapshot may hold thousands. */
  readonly heads: () => LogHeads;
}

/** The heads of a request and its response; sizes are −1 where the log does not know them. */
export interface LogHeads {
  readonly request: Headers;
  readonly response: Headers;
  readonly sent: number;
  readonly received: number;
}

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  websocket: 'websocket',
  eventsource: 'eventsource',
  fetch: 'fetch',
  xhr: 'xhr',
  script: 'script',
  document: 'document',
};

type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads one entry of `devtools.network.getHAR()` (HAR 1.2 with Chrome's `_` fields).
 * Undefined for what cannot be real-time traffic: pages, images, plain scripts, preflights …
 */
export function readEntry(value: unknown): LogEntry | undefined {
  const entry = loose(value);
  const transport = TRANSPORTS[text(entry._resourceType)];
  if (!transport) return undefined;
  const request = loose(entry.request);
  const response = loose(entry.response);
  const url = text(request.url).split('#', 1)[0] ?? '';
  const method = text(request.method) || 'GET';
  const proof = proofOf({ transport, url, method });
  if (!proof) return undefined;
  const startedAt = Date.parse(text(entry.startedDateTime));
  const redirect = text(response.redirectURL);
  const body = loose(request.postData).text;
  return {
    transport,
    url,
    method,
    isProven: proof === 'address',
    startedAt: startedAt > 0 ? startedAt : undefined,
    duration: Math.max(0, number(entry.time)),
    receiving: number(loose(entry.timings).receive),
    status: number(response.status),
    statusText: text(response.statusText),
    error: text(response._error) || undefined,
    requestBody: typeof body === 'string' && body !== '' ? body : undefined,
    bodySize: number(loose(response.content).size) || Math.max(0, number(response.bodySize)),
    redirectedTo: redirect === '' ? undefined : resolve(redirect, url),
    madeBy: topOfStack(entry._initiator),
    socketMessages: list(entry._webSocketMessages),
    streamEvents: list(entry._eventSourceMessages),
    heads: () => ({
      request: headers(request.headers),
      response: headers(response.headers),
      sent: size(request.headersSize),
      received: size(response.headersSize),
    }),
  };
}

/** One WebSocket message of the log. `opcode` is −1 for an error, whose text is then in `data`. */
export interface LogSocketMessage {
  readonly type: 'send' | 'receive' | 'error';
  readonly time: number;
  readonly opcode: number;
  readonly data: string;
}

/** Reads one of `_webSocketMessages`; the log counts epoch seconds. */
export function readSocketMessage(value: unknown): LogSocketMessage | undefined {
  const { type, time, opcode, data } = loose(value);
  if (type !== 'send' && type !== 'receive' && type !== 'error') return undefined;
  return { type, time: number(time) * 1000, opcode: number(opcode), data: text(data) };
}

export interface LogStreamEvent {
  readonly time: number;
  readonly type: string;
  readonly id: string;
  readonly data: string;
}

/** Reads one of `_eventSourceMessages`; the log counts epoch seconds. */
export function readStreamEvent(value: unknown): LogStreamEvent {
  const event = loose(value);
  return {
    time: number(event.time) * 1000,
    type: text(event.eventName) || 'message',
    id: text(event.eventId),
    data: text(event.data),
  };
}

function headers(value: unknown): Headers {
  return list(value).map((one) => [text(loose(one).name), text(loose(one).value)] as const);
}

function topOfStack(initiator: unknown): string | undefined {
  const [top] = list(loose(loose(initiator).stack).callFrames);
  return top === undefined ? undefined : text(loose(top).url);
}

function resolve(url: string, base: string): string | undefined {
  return URL.canParse(url, base) ? (new URL(url, base).href.split('#', 1)[0] ?? '') : undefined;
}

const loose = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? (value as Loose) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;
const size = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : -1);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
