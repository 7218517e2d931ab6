import type { Message } from '../journal/message.ts';
import type { Member } from './session-member.ts';
import { comparePlaces, type Place } from './session-order.ts';

/** A message that was not read yet. */
export interface QueuedMessage {
  readonly place: Place;
  readonly member: Member;
  readonly message: Message;
}

/** What is still to be read of a session, in the order of its places. */
export class SessionQueue {
  #items: QueuedMessage[] = [];
  #isInOrder = true;

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  add(item: QueuedMessage): void {
    const before = this.#items.at(-1)?.place;
    if (before && comparePlaces(item.place, before) < 0) this.#isInOrder = false;
    this.#items.push(item);
  }

  has(message: Message): boolean {
    return this.#items.some((item) => item.message.number === message.number);
  }

  inOrder(): readonly QueuedMessage[] {
    if (!this.#isInOrder) this.#items.sort((a, b) => comparePlaces(a.place, b.place));
    this.#isInOrder = true;
    return this.#items;
  }

  /** The first ones were read. */
  drop(count: number): void {
    this.#items.splice(0, count);
  }

  dropMember(member: Member): void {
    this.#items = this.#items.filter((item) => item.member !== member);
  }

  clear(): void {
    this.#items = [];
    this.#isInOrder = true;
  }
}
