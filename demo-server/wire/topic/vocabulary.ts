import type { TopicMessage } from './message.ts';

/**
 * What is said on the WebSocket at `/ws?topic=chat,ticker&format=json|binary|messagepack|cbor|protobuf`.
 *
 * Text messages are one JSON object each, exactly the shapes below. Binary messages are the same
 * objects in MessagePack or CBOR, what `topic.proto` says, or what `binary.ts` says, as the format
 * asked for in the URL or by the subprotocol (`topics.cbor`) is; the server answers in it, and reads
 * text besides. Every message of every topic that was joined arrives, this page's own among them.
 * What the server cannot read is answered with `error`; the connection stays.
 */

/** Page → server. */
export type Command =
  | {
      readonly kind: 'publish';
      readonly topic: string;
      readonly from: string;
      readonly text: string;
    }
  | { readonly kind: 'subscribe'; readonly topic: string }
  | { readonly kind: 'unsubscribe'; readonly topic: string }
  /** Answered at once by a pong with the same number. */
  | { readonly kind: 'ping'; readonly at: number };

/** Server → page. */
export type News =
  /** First of all, and after each change: the topics joined; in a cluster, the server that speaks. */
  | { readonly kind: 'welcome'; readonly topics: readonly string[]; readonly server?: string }
  | { readonly kind: 'message'; readonly message: TopicMessage }
  | { readonly kind: 'pong'; readonly at: number }
  | { readonly kind: 'error'; readonly error: string; readonly whatToDo: string };

/** What came instead of a command, in words for the one who sent it. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly reason: string;
}

export function malformed(reason: string): Malformed {
  return { kind: 'malformed', reason };
}
