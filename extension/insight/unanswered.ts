import { isRequest } from '../contract/words.ts';
import type { Connection } from '../journal/connection.ts';
import { HELD_AFTER } from './connection-insight.ts';

/** Requests without an answer yet: time alone makes them held, with nothing new in the journal. */
export class Unanswered {
  readonly #since = new Map<string, number>();

  /** Something about a connection became known. */
  follow({ id, transport, state, respondedAt, openedAt }: Connection): void {
    const isWaiting = state === 'connecting' && respondedAt === undefined;
    if (isRequest(transport) && isWaiting) this.#since.set(id, openedAt);
    else this.#since.delete(id);
  }

  forget(id: string): void {
    this.#since.delete(id);
  }

  clear(): void {
    this.#since.clear();
  }

  /** How many have waited for so long that they count as held. */
  held(now: number): number {
    let held = 0;
    for (const since of this.#since.values()) if (now - since >= HELD_AFTER) held += 1;
    return held;
  }
}
