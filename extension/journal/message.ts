import type { Direction, EventName, MessageType } from '../contract/words.ts';

/** Whether a message's payload is here, and in which form; `pending` becomes one of the others. */
export const CONTENT_STATES = ['text', 'binary', 'pending', 'missing'] as const;
export type ContentState = (typeof CONTENT_STATES)[number];

/** A message as the journal knows it, without its payload. */
export interface Message {
  /** Running number in the order of capture; unique for the life of the journal. */
  readonly number: number;
  readonly connection: string;
  /** Orders the messages of one connection; may be fractional. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  /** Bytes on the wire, before truncation. */
  readonly size: number;
  readonly event?: EventName;
  readonly truncated: boolean;
  readonly discarded: boolean;
  readonly content: ContentState;
  /** Why the content is `missing`. */
  readonly reason?: string;
}
