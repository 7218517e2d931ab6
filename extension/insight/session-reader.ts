import type { Chain } from '../decoders/chain.ts';
import type { DecodedRecord, SessionName } from '../decoders/contract.ts';
import { Mistakes } from '../decoders/mistakes.ts';
import type { OpenSessionChain, SessionChain } from '../decoders/session-chain.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { Message } from '../journal/message.ts';
import { isAwaited } from './connection-feed.ts';
import type { PersonsWord } from './persons-word.ts';
import { type Batch, byConnection, type Reader } from './reader.ts';
import { endOf } from './session-member.ts';
import { type MemberEnd, SessionMembers } from './session-members.ts';
import { comparePlaces, type Place } from './session-order.ts';
import { type QueuedMessage, SessionQueue } from './session-queue.ts';

/**
 * How long a session without any open connection may go on with another one, in milliseconds; then
 * what it left incomplete is told. One that goes on later still is read anew.
 */
const LINGER = 30_000;

export interface SessionOptions {
  readonly said: PersonsWord;
  readonly openChain: OpenSessionChain;
}

/**
 * Reads the messages of all connections of a session in the order of time, through decoders that
 * share what they remember. A payload that is still on its way holds up what comes after it in this
 * session alone.
 */
export class SessionReader implements Reader {
  readonly #journal: Journal;
  readonly #openChain: OpenSessionChain;
  readonly #members: SessionMembers;
  readonly #queue = new SessionQueue();
  #chain: SessionChain | undefined;
  #mistakes = new Mistakes();
  /** So many are of when the session was read before. */
  #known = 0;
  /** Connections that told the session's name themselves, and may tell another when read otherwise. */
  readonly #namers = new Set<string>();
  #session: SessionName | undefined;
  /** The latest place that the decoders have seen. */
  #last: Place | undefined;
  /** When something was said for the last time. */
  #latest = 0;
  #hasTold = false;
  #hasEnded = false;
  #isStale = false;

  /** Without a name the session is that of one connection, which will say it. */
  constructor(journal: Journal, { said, openChain }: SessionOptions, session?: SessionName) {
    this.#journal = journal;
    this.#members = new SessionMembers(journal, said);
    this.#openChain = openChain;
    this.#session = session;
  }

  get connections(): Iterable<string> {
    return this.#members.ids;
  }

  get session(): SessionName | undefined {
    return this.#session;
  }

  /** Also where later messages show that earlier ones were misread, if the name holds all the same. */
  get isStale(): boolean {
    return this.#isStale || (this.#namers.size === 0 && this.#mistakes.count > this.#known);
  }

  get isWaiting(): boolean {
    return !this.#queue.isEmpty || (!this.#hasEnded && this.#members.areOver);
  }

  get isEmpty(): boolean {
    return this.#members.isEmpty;
  }

  /** Nothing more is expected of it. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  recognition(connection: string): Chain['recognition'] {
    return this.#members.get(connection)?.feed.recognition;
  }

  /** One more connection is part of the session. */
  join(connection: Connection): void {
    if (!this.#session) this.#namers.add(connection.id);
    this.#add(connection);
  }

  /** What another reader read turned out to be this session. */
  take({ connections }: SessionReader): void {
    for (const id of connections) {
      const connection = this.#journal.connections.get(id);
      if (connection) this.#add(connection);
      this.#namers.add(id);
    }
    this.#isStale = true;
  }

  /** A connection is not part of the session after all: what was read with it no longer holds. */
  expel(connection: string): void {
    this.forget(connection);
    this.#namers.delete(connection);
    this.#isStale = true;
  }

  /** The journal gave up a connection; what the decoders learnt from it stays. */
  forget(connection: string): void {
    const member = this.#members.remove(connection);
    if (member) this.#queue.dropMember(member);
  }

  /** Reads everything anew: messages have to be enqueued again. */
  restart(): void {
    // What was got wrong counts if nothing but that made it stale.
    this.#mistakes = new Mistakes(this.#isStale ? undefined : this.#mistakes);
    this.#known = this.#mistakes.count;
    for (const connection of this.#members.clear()) this.#add(connection);
    this.#chain = undefined;
    this.#queue.clear();
    this.#last = undefined;
    this.#hasTold = false;
    this.#hasEnded = false;
    this.#isStale = false;
  }

  /** All that was said is forgotten, but not what decoders remember of it. */
  forgetMessages(): void {
    this.#queue.clear();
    for (const member of this.#members.all) {
      const { id } = member.feed.connection;
      if (this.#journal.connections.has(id)) member.count = 0;
      else this.forget(id);
    }
  }

  enqueue(message: Message): void {
    const member = this.#members.get(message.connection);
    if (!member) return;
    const isLate = member.clock.isLate(message);
    const place = member.clock.place(message);
    member.count += 1;
    const isRead = this.#last !== undefined && comparePlaces(place, this.#last) < 0;
    if (isLate || isRead || this.#hasEnded || member.feed.hasEnded) this.#isStale = true;
    this.#queue.add({ place, member, message });
  }

  payloadCame(message: Message): void {
    if (!this.#queue.has(message)) this.#isStale = true;
  }

  connectionChanged(connection: string): void {
    const member = this.#members.get(connection);
    if (!member) return;
    const isEndMoved = member.end && comparePlaces(member.end, endOf(member)) !== 0;
    const holds = member.feed.learn();
    if (!holds || (isEndMoved && member.feed.isInBody)) this.#isStale = true;
  }

  read(now: number, isComplete: boolean): readonly Batch[] {
    const records: DecodedRecord[] = [];
    const queue = this.#queue.inOrder();
    const ends = this.#members.dueEnds();
    let count = 0;
    for (;;) {
      const item = queue[count];
      const [end] = ends;
      const isEnd = end && (item ? comparePlaces(end.place, item.place) < 0 : isComplete);
      if (isEnd) {
        this.#end(end, records);
        ends.shift();
        continue;
      }
      const current = item && this.#journal.message(item.message.number);
      if (!item || (current && isAwaited(current, now))) break;
      count += 1;
      if (current) this.#feed(item, current, records);
    }
    this.#queue.drop(count);
    if (isComplete) this.#endSession(now, records);
    this.#learnName(records);
    return byConnection(this.#journal, records);
  }

  #add(connection: Connection): void {
    this.#members.add(connection, (facts) => {
      this.#chain ??= this.#openChain(this.#mistakes);
      return this.#chain.join(facts, connection.id);
    });
  }

  #feed({ member, place }: QueuedMessage, message: Message, records: DecodedRecord[]): void {
    this.#last = place;
    this.#latest = Math.max(this.#latest, message.time);
    member.feed.feed(message, records);
  }

  /** The end of a body may complete something: then it has its place in the order. */
  #end(end: MemberEnd, records: DecodedRecord[]): void {
    const { place } = end;
    const { feed } = end.member;
    const isLate = this.#last !== undefined && comparePlaces(place, this.#last) < 0;
    if (feed.isInBody && isLate) this.#isStale = true;
    if (feed.isInBody && !isLate) this.#last = place;
    this.#members.ended(end);
    feed.end(records);
  }

  #endSession(now: number, records: DecodedRecord[]): void {
    const isOver = this.#queue.isEmpty && this.#members.haveEnded;
    if (this.#hasEnded || !isOver || now < this.#latest + LINGER) return;
    for (const member of this.#members.all) if (now < endOf(member).time + LINGER) return;
    this.#hasEnded = true;
    records.push(...(this.#chain?.end() ?? []));
    this.#chain = undefined;
  }

  /** What was told before the name was known was told under another one. */
  #learnName(records: readonly DecodedRecord[]): void {
    if (this.#session) return;
    this.#session = records.find(({ channel }) => channel?.session)?.channel?.session;
    if (this.#session && this.#hasTold) this.#isStale = true;
    this.#hasTold ||= records.length > 0;
  }
}
