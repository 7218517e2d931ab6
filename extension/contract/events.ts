import type {
  Close,
  Direction,
  EndState,
  EventName,
  Headers,
  MessageType,
  TappedTransport,
} from './words.ts';

/**
 * What a tap in the page reports, one event per thing that happened, in the order it happened.
 *
 * `connection` numbers a connection within its document, from 1. `time` is epoch milliseconds
 * with fractions. `index` numbers the messages of one connection from 0, both directions together.
 */
export type PageEvent =
  | ConnectingEvent
  | OpenedEvent
  | MessageEvent
  | PayloadEvent
  | ReconnectingEvent
  | ClosingEvent
  | ClosedEvent
  | DroppedEvent;

/** The page asked for a connection: constructor call, `fetch()`, or `XMLHttpRequest.send()`. */
export interface ConnectingEvent {
  readonly kind: 'connecting';
  readonly connection: number;
  readonly time: number;
  readonly transport: TappedTransport;
  readonly url: string;
  /** Subprotocols asked for (WebSocket). */
  readonly protocols?: readonly string[];
  /** HTTP method (fetch, XHR). */
  readonly method?: string;
  /** Request headers as the page gave them (fetch, XHR). */
  readonly headers?: Headers;
}

/** The connection is open: WebSocket or EventSource `open`, or the response head of a request. */
export interface OpenedEvent {
  readonly kind: 'opened';
  readonly connection: number;
  readonly time: number;
  /** Subprotocol and extensions chosen (WebSocket). */
  readonly protocol?: string;
  readonly extensions?: string;
  /** Response head (fetch, XHR). */
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Headers;
  /** URL after redirects, where it differs. */
  readonly url?: string;
}

/** What a payload can be on its way from the page: there, still being read, or out of reach. */
export type Body =
  | { readonly text: string }
  | { readonly base64: string }
  /** A Blob whose bytes follow in a `payload` event. */
  | { readonly pending: true }
  /** Not to be had; a short reason in plain words ("FormData", "stream", "read failed"). */
  | { readonly missing: string };

/** One message. `size` is in bytes on the wire (UTF-8 for text), before any truncation. */
export type MessageEvent = {
  readonly kind: 'message';
  readonly connection: number;
  readonly index: number;
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  readonly size: number;
  readonly event?: EventName;
  /** The body holds only the beginning; `size` says how long it was. */
  readonly truncated?: true;
  /** `send()` on a socket no longer open: the browser accepted it and threw it away. */
  readonly discarded?: true;
} & Body;

/**
 * How messages travel that follow one another as text on one WebSocket in one direction: the
 * guard makes a {@link MessageEvent} of each. A page under load pays for every byte of an event.
 */
export interface RunEvent {
  readonly kind: 'run';
  readonly connection: number;
  /** Of the first message; the others follow without a gap. */
  readonly index: number;
  readonly time: number;
  readonly direction: Direction;
  readonly texts: readonly string[];
  /** Bytes of each text. */
  readonly sizes: readonly number[];
  /** Microseconds from `time` to each message. */
  readonly delays: readonly number[];
}

/** The bytes of an earlier message whose body was `pending`. */
export type PayloadEvent = {
  readonly kind: 'payload';
  readonly connection: number;
  readonly index: number;
  readonly size: number;
  readonly truncated?: true;
} & Exclude<Body, { readonly pending: true }>;

/** An EventSource lost its stream and will try again; `attempt` counts from 1. */
export interface ReconnectingEvent {
  readonly kind: 'reconnecting';
  readonly connection: number;
  readonly time: number;
  readonly attempt: number;
}

/** The page called `close()` on a WebSocket. */
export interface ClosingEvent {
  readonly kind: 'closing';
  readonly connection: number;
  readonly time: number;
  readonly code?: number;
  readonly reason?: string;
}

/** The connection is over. */
export interface ClosedEvent {
  readonly kind: 'closed';
  readonly connection: number;
  readonly time: number;
  readonly state: EndState;
  readonly close?: Close;
  /** What went wrong, in the browser's words. */
  readonly error?: string;
}

/** The taps' queue was full: so many events were given up. */
export interface DroppedEvent {
  readonly kind: 'dropped';
  readonly time: number;
  readonly count: number;
}
