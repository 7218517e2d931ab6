import type { TopicMessage } from '../wire/topic/message.ts';

/**
 * What all who write to a topic have in common. It is made of the topic's messages alone, in the order of
 * their numbers: whoever reads them all comes to the same, every server of a cluster among them.
 */
export interface SharedThing<State extends Standing = Standing> {
  readonly state: State;
  /** What its messages are called, whoever sends them. */
  readonly messageType: string;
  /**
   * Looks whether a text may be published now.
   * @throws {Refusal} 400 when it says nothing that can be done, 409 when it cannot be done now
   */
  check(text: string): void;
  /** Takes in a published message. What has become impossible meanwhile changes nothing. */
  take(message: TopicMessage): void;
  /** Goes on from where another one stands. */
  goOnFrom(state: State): void;
  /** Begins anew, as the topic's numbers do. */
  forget(): void;
}

/** Where a thing stands. */
export interface Standing {
  /** Number of the last message taken in. */
  readonly version: number;
  /** Messages that never came here, as when a server was away: what is shown may lack them. */
  readonly missed: number;
  /** Messages that had become impossible when their turn came. */
  readonly ignored: number;
}

export const BEGINNING: Standing = { version: 0, missed: 0, ignored: 0 };

/** The standing after a message, which was carried out or not. */
export function standingAfter(before: Standing, id: number, isDone: boolean): Standing {
  return {
    version: id,
    missed: before.missed + Math.max(0, id - before.version - 1),
    ignored: before.ignored + (isDone ? 0 : 1),
  };
}
