import type { Quote, TopicMessage } from '../wire/topic/message.ts';

/** A message before it has its number and time. */
export interface Draft {
  readonly topic: string;
  readonly type: string;
  readonly from: string;
  readonly text: string;
  readonly quote?: Quote;
  readonly original?: Original;
  /** The server of a cluster that it is published on. */
  readonly server?: string;
}

/** The message as a STOMP client wrote it: STOMP subscribers get exactly that. */
export interface Original {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What the bus carries: the message as everybody reads it, and its original where it has one. */
export interface Delivery {
  readonly message: TopicMessage;
  readonly original?: Original;
  /** From before this server listened: to be remembered, but news to nobody. */
  readonly isPast?: true;
}

/** Ways from server to server: none, Redis pub/sub without memory, Redis Streams with it. */
export const BUS_KINDS = ['memory', 'pubsub', 'streams'] as const;
export type BusKind = (typeof BUS_KINDS)[number];

/** Carries messages to every hub on it: one in a single process, many in a cluster. */
export interface Bus {
  /** Whether the servers on it number their messages together, so that each knows the others' numbers. */
  readonly isShared: boolean;
  /**
   * Gives the draft its running number and hands it to every listener, the publisher's included.
   * @throws {Refusal} 503 when what carries it is away
   */
  publish(draft: Draft): Promise<TopicMessage>;
  /**
   * What comes over the bus, in each topic's order; first what a bus with memory remembers. Returns
   * the way to stop listening.
   */
  listen(listener: (delivery: Delivery) => void): () => void;
  /** Lets go of everything; nothing is published or heard any more. */
  close(): Promise<void>;
}
