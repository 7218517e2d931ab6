import type { Chain, OpenChain } from '../decoders/chain.ts';
import type { DecodedRecord, SessionName } from '../decoders/contract.ts';
import { Mistakes } from '../decoders/mistakes.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { Message } from '../journal/message.ts';
import { ConnectionFeed, isAwaited, type OpenFeed } from './connection-feed.ts';
import type { PersonsWord } from './persons-word.ts';

/** Records, and the connection that carried them. */
export interface Batch {
  readonly connection: string;
  readonly records: readonly DecodedRecord[];
}

/** Records by connection: each is the one's that carried its end; what was dropped is nobody's. */
export function byConnection(
  journal: Journal,
  records: readonly DecodedRecord[],
): readonly Batch[] {
  const batches: { readonly connection: string; readonly records: DecodedRecord[] }[] = [];
  for (const record of records) {
    const number = record.sources.at(-1)?.message ?? -1;
    const connection = journal.message(number)?.connection;
    if (connection === undefined) continue;
    const batch = batches.at(-1);
    if (batch?.connection === connection) batch.records.push(record);
    else batches.push({ connection, records: [record] });
  }
  return batches;
}

/** Reads the messages of one connection, or of all connections of a session, in their order. */
export interface Reader {
  readonly connections: Iterable<string>;
  /** What was read no longer holds: a message came late, or what the decoders went by changed. */
  readonly isStale: boolean;
  /** Whether there is something left to do when time has passed. */
  readonly isWaiting: boolean;
  /** The session, where it is one and its name is known. */
  readonly session: SessionName | undefined;
  recognition(connection: string): Chain['recognition'];
  enqueue(message: Message): void;
  /** A message's payload came; it may have been read without. */
  payloadCame(message: Message): void;
  /** Something about a connection became known. */
  connectionChanged(connection: string): void;
  /** Reads on as far as possible; to the end of what is over if no more may come. */
  read(now: number, isComplete: boolean): readonly Batch[];
}

/**
 * Reads one connection's messages in the order of their positions through the decoders. A payload
 * that is still on its way holds up what comes after it, on this connection alone.
 */
export class ConnectionReader implements Reader {
  readonly session = undefined;
  readonly connections: readonly string[];
  readonly #journal: Journal;
  readonly #feed: ConnectionFeed;
  #queue: Message[] = [];
  #lastPosition = Number.NEGATIVE_INFINITY;
  #isStale = false;
  readonly #mistakes: Mistakes;
  /** So many are of when the connection was read before. */
  readonly #known: number;

  constructor(
    journal: Journal,
    connection: Connection,
    openChain: OpenChain,
    said: PersonsWord,
    known?: Mistakes,
  ) {
    this.#journal = journal;
    this.connections = [connection.id];
    const override = said.overrideOf(connection)?.protocol;
    this.#mistakes = new Mistakes(known);
    this.#known = this.#mistakes.count;
    const mistakes = this.#mistakes;
    const options = { mistakes, ...(override !== undefined && { override }) };
    const open: OpenFeed = (facts) => openChain(facts, options);
    this.#feed = new ConnectionFeed(journal, connection, said, open);
  }

  /** Also where later messages show that earlier ones were misread. */
  get isStale(): boolean {
    return this.#isStale || this.#isMistaken;
  }

  /** What the decoders got wrong, if nothing but that makes it stale. */
  get mistakes(): Mistakes | undefined {
    return this.#isStale ? undefined : this.#mistakes;
  }

  get #isMistaken(): boolean {
    return this.#mistakes.count > this.#known;
  }

  get isWaiting(): boolean {
    return this.#queue.length > 0;
  }

  recognition(): Chain['recognition'] {
    return this.#feed.recognition;
  }

  enqueue(message: Message): void {
    const isLate = message.position < this.#lastPosition;
    // Events that the browser took apart stand alone: one that comes late changes no other.
    if (this.#feed.hasEnded || (isLate && message.event === undefined)) this.#isStale = true;
    if (message.position < (this.#queue.at(-1)?.position ?? Number.NEGATIVE_INFINITY)) {
      const index = this.#queue.findIndex(({ position }) => position > message.position);
      this.#queue.splice(index, 0, message);
    } else {
      this.#queue.push(message);
    }
  }

  payloadCame(message: Message): void {
    if (!this.#queue.some(({ number }) => number === message.number)) this.#isStale = true;
  }

  connectionChanged(): void {
    if (!this.#feed.learn()) this.#isStale = true;
  }

  read(now: number, isComplete: boolean): readonly Batch[] {
    const records: DecodedRecord[] = [];
    let count = 0;
    for (const message of this.#queue) {
      const current = this.#journal.message(message.number);
      if (current && isAwaited(current, now)) break;
      count += 1;
      if (!current) continue;
      this.#lastPosition = Math.max(this.#lastPosition, current.position);
      this.#feed.feed(current, records);
    }
    this.#queue.splice(0, count);
    if (isComplete && this.#feed.isOver && !this.isWaiting) this.#feed.end(records);
    return [{ connection: this.#feed.connection.id, records }];
  }
}
