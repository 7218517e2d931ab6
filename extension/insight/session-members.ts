import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import { ConnectionFeed, type OpenFeed } from './connection-feed.ts';
import type { PersonsWord } from './persons-word.ts';
import { endOf, type Member } from './session-member.ts';
import { Clock, comparePlaces, type Place } from './session-order.ts';

/** The end of a member, and where it belongs. */
export interface MemberEnd {
  readonly member: Member;
  readonly place: Place;
}

/** The connections of a session, and which of their ends were not read yet. */
export class SessionMembers {
  readonly #journal: Journal;
  readonly #said: PersonsWord;
  readonly #all = new Map<string, Member>();
  readonly #going = new Set<Member>();

  constructor(journal: Journal, said: PersonsWord) {
    this.#journal = journal;
    this.#said = said;
  }

  get ids(): Iterable<string> {
    return this.#all.keys();
  }

  get all(): Iterable<Member> {
    return this.#all.values();
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Every end was read. */
  get haveEnded(): boolean {
    return this.#going.size === 0;
  }

  /** None has more to say; its end may wait to be read. */
  get areOver(): boolean {
    return [...this.#going].every(({ feed }) => feed.isOver);
  }

  get(connection: string): Member | undefined {
    return this.#all.get(connection);
  }

  add(connection: Connection, open: OpenFeed): void {
    const feed = new ConnectionFeed(this.#journal, connection, this.#said, open);
    const member: Member = { feed, clock: new Clock(), count: 0 };
    this.#all.set(connection.id, member);
    this.#going.add(member);
  }

  remove(connection: string): Member | undefined {
    const member = this.#all.get(connection);
    this.#all.delete(connection);
    if (member) this.#going.delete(member);
    return member;
  }

  /** Gives all of them up. */
  clear(): readonly Connection[] {
    const connections = Array.from(this.#all.values(), ({ feed }) => feed.connection);
    this.#all.clear();
    this.#going.clear();
    return connections;
  }

  /** Members that are over and all of whose messages are here, in the order of their ends. */
  dueEnds(): MemberEnd[] {
    const due = [...this.#going].filter(
      ({ feed, count }) =>
        feed.isOver && count >= this.#journal.messagesOf(feed.connection.id).length,
    );
    return due
      .map((member) => ({ member, place: endOf(member) }))
      .sort((a, b) => comparePlaces(a.place, b.place));
  }

  /** The end of a member was read. */
  ended({ member, place }: MemberEnd): void {
    member.end = place;
    this.#going.delete(member);
  }
}
