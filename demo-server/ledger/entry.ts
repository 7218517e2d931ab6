import type { FaultKind } from '../faults/fault.ts';

/**
 * What the ledger says. Directions are seen from the page: what the server writes is `received`.
 *
 * - One HTTP request is one connection: `open`, a `request` message if it had a body, then one
 *   `response` message (size 0 for 204 and 304) or, for a stream, its `chunk` or `event`
 *   messages, and `close`.
 * - A server-sent event is written as the browser dispatches it: data, type, sticky id. Comments
 *   and `retry` fields, which a page never sees, are notes.
 * - A WebSocket handshake that was refused is `open` and a `close` with the HTTP status.
 * - A request of a SockJS or Socket.IO session that a fault refused or delayed is a connection by itself.
 * - What a fault did to a message is a `fault` before it; a message that a fault swallowed is only that.
 */
export type LedgerEntry = Stamp & (Opened | Message | Note | Struck | Closed);

export interface Stamp {
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly connection: string;
  readonly transport: LedgerTransport;
}

/** SockJS and Socket.IO sessions are one connection each, however many requests carry them. */
export type LedgerTransport = 'http' | 'sse' | 'websocket' | 'sockjs' | 'socket.io';

export interface Opened {
  readonly kind: 'open';
  readonly url: string;
  readonly method?: string;
  /** Subprotocol chosen. */
  readonly protocol?: string;
}

export interface Message {
  readonly kind: 'message';
  readonly direction: 'sent' | 'received';
  readonly type: 'text' | 'binary' | 'request' | 'response' | 'chunk' | 'event';
  /** Bytes of payload. */
  readonly size: number;
  readonly text?: string;
  readonly base64?: string;
  readonly status?: number;
  readonly event?: { readonly type: string; readonly id: string };
  /** Type of an Engine.IO packet, whose data this is. */
  readonly packet?: string;
}

export interface Note {
  readonly kind: 'comment' | 'retry';
  readonly text: string;
}

/** A fault that was switched on struck this connection; `text` says what, in short. */
export interface Struck {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  readonly text: string;
}

export interface Closed {
  readonly kind: 'close';
  readonly status?: number;
  readonly code?: number;
  readonly reason?: string;
  /** The client left before the answer was complete. */
  readonly aborted?: true;
  /** Messages of this connection, and how many of them the ledger did not write down. */
  readonly messages: number;
  readonly lost: number;
}

/** Last line of the ledger: entries above it, and messages and entries lost since it was emptied. */
export interface LedgerEnd {
  readonly kind: 'end';
  readonly entries: number;
  readonly lost: number;
  /** In the ledger of a whole cluster: servers whose entries are not all there, and why. */
  readonly missing?: readonly { readonly server: string; readonly reason: string }[];
}
