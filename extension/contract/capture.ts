import type {
  Close,
  Direction,
  EndState,
  EventName,
  Headers,
  MessageType,
  Transport,
  Witness,
} from './words.ts';

/**
 * The one ordered stream that capture makes of both witnesses, and that the journal is fed with.
 * `connection` is unique within the recording: `c1`, `c2` … Times are epoch milliseconds.
 */
export type CaptureEvent =
  | ConnectionSeen
  | ConnectionChanged
  | MessageCaptured
  | PayloadCaptured
  | LossCounted;

/** Facts about a connection that never change. */
export interface ConnectionSeen {
  readonly kind: 'seen';
  readonly connection: string;
  readonly transport: Transport;
  readonly url: string;
  readonly openedAt: number;
  readonly witness: Witness;
  /** URL of the frame that made it, where known. */
  readonly frame?: string;
  readonly method?: string;
  /** Subprotocols asked for. */
  readonly protocols?: readonly string[];
}

/** Facts that became known later; a later value replaces an earlier one. */
export interface ConnectionChange {
  readonly state?: 'connecting' | 'open' | EndState;
  /** Subprotocol chosen. */
  readonly protocol?: string;
  readonly extensions?: string;
  /** When the response head or the WebSocket's `open` came. */
  readonly respondedAt?: number;
  readonly closedAt?: number;
  readonly status?: number;
  readonly statusText?: string;
  /** URL after redirects. */
  readonly finalUrl?: string;
  readonly requestHeaders?: Headers;
  readonly responseHeaders?: Headers;
  /** Size of the message heads as the browser's log measured them. */
  readonly headerBytes?: { readonly sent: number; readonly received: number };
  /** Reconnects of an EventSource so far. */
  readonly attempt?: number;
  readonly close?: Close;
  /** The page called `close()`. */
  readonly closedByPage?: boolean;
  readonly error?: string;
}

export interface ConnectionChanged {
  readonly kind: 'changed';
  readonly connection: string;
  readonly change: ConnectionChange;
}

/**
 * One message. `position` orders the messages of a connection; one that was learnt of late (an
 * event only the browser's log saw) gets a fractional position between its neighbours.
 */
export interface MessageCaptured {
  readonly kind: 'message';
  readonly connection: string;
  readonly position: number;
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  /** Bytes on the wire, before truncation. */
  readonly size: number;
  readonly content: Content;
  readonly event?: EventName;
  readonly truncated?: boolean;
  readonly discarded?: boolean;
}

/** What is known of a message's payload. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  /** Still being read in the page; a {@link PayloadCaptured} follows. */
  | { readonly kind: 'pending' }
  /** Out of reach, and why. Counted. */
  | { readonly kind: 'missing'; readonly reason: string };

export interface PayloadCaptured {
  readonly kind: 'payload';
  readonly connection: string;
  readonly position: number;
  readonly size: number;
  readonly content: Content;
  readonly truncated?: boolean;
}

export const LOSS_REASONS = [
  'dropped',
  'droppedConnections',
  'missing',
  'refused',
  'paused',
] as const;

/** Events that were lost on the way, refused by the guard, or not wanted. */
export interface LossCounted {
  readonly kind: 'loss';
  /**
   * `dropped…`: limits; `missing`: gaps in the running numbers; `refused`: forged or garbled;
   * `paused`: messages that came while the person had paused recording.
   */
  readonly reason: (typeof LOSS_REASONS)[number];
  readonly count: number;
}
