/** The words of Pushscope that every room shares. Directions are always seen from the page. */

/** What a page asks for through calls that our taps stand behind. */
export const TAPPED_TRANSPORTS = ['websocket', 'eventsource', 'fetch', 'xhr'] as const;
export type TappedTransport = (typeof TAPPED_TRANSPORTS)[number];

/** A script tag's request and an iframe's document as well: the browser's log alone knows of them. */
export const TRANSPORTS = [...TAPPED_TRANSPORTS, 'script', 'document'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Whether a connection is one HTTP request that is made, answered and over. */
export function isRequest(transport: Transport): boolean {
  return transport !== 'websocket' && transport !== 'eventsource';
}

export function isTapped(transport: Transport): transport is TappedTransport {
  return transport !== 'script' && transport !== 'document';
}

export const DIRECTIONS = ['sent', 'received'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What carried a message: a WebSocket message, a server-sent event, a body, or a piece of a body. */
export const MESSAGE_TYPES = ['text', 'binary', 'event', 'request', 'response', 'chunk'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** How a connection ended: by agreement, by failure, or because the page gave it up. */
export const END_STATES = ['closed', 'failed', 'aborted'] as const;
export type EndState = (typeof END_STATES)[number];

/** The rhythm in which HTTP requests are made. */
export const PATTERNS = ['polling', 'long-polling', 'streaming', 'request'] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Who saw it: the taps in the page, or the browser's own network log. */
export const WITNESSES = ['page', 'browser'] as const;
export type Witness = (typeof WITNESSES)[number];

/** Header names and values in the order of the wire, repeated names kept. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A WebSocket's close, as the CloseEvent reports it. */
export interface Close {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** Type and sticky last event id of a server-sent event, as EventSource dispatches them. */
export interface EventName {
  readonly type: string;
  readonly id: string;
}
