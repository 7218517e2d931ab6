/** The words of Pushscope that every room shares. Directions are always seen from the page. */

export const TRANSPORTS = ['websocket', 'eventsource', 'fetch', 'xhr'] as const;
export type Transport = (typeof TRANSPORTS)[number];

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
