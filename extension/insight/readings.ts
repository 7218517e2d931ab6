import type { OpenChain } from '../decoders/chain.ts';
import type { DecodedRecord } from '../decoders/contract.ts';
import type { Journal } from '../journal/journal.ts';
import type { Message } from '../journal/message.ts';
import type { PersonsWord } from './persons-word.ts';
import { ConnectionReader } from './reader.ts';
import type { LoopMember } from './record.ts';

/** One connection being read. */
interface Reading {
  readonly member: LoopMember;
  readonly reader: ConnectionReader;
}

/** The reading of every connection; knows which of them have something new. */
export class Readings {
  readonly #journal: Journal;
  readonly #openChain: OpenChain;
  readonly #said: PersonsWord;
  readonly #loopOf: (connection: string) => string | undefined;
  readonly #all = new Map<string, Reading>();
  /** Connections with something new to read, or waiting for a payload. */
  readonly #active = new Set<string>();

  constructor(
    journal: Journal,
    openChain: OpenChain,
    said: PersonsWord,
    loopOf: (connection: string) => string | undefined,
  ) {
    this.#journal = journal;
    this.#openChain = openChain;
    this.#said = said;
    this.#loopOf = loopOf;
  }

  /** Connections whose messages have to be read again, as what was read no longer holds. */
  get stale(): readonly string[] {
    return [...this.#active].filter((id) => this.#all.get(id)?.reader.isStale);
  }

  recognition(connection: string): ConnectionReader['recognition'] {
    return this.#all.get(connection)?.reader.recognition;
  }

  enqueue(message: Message): void {
    this.#readingOf(message.connection)?.reader.enqueue(message);
    this.#active.add(message.connection);
  }

  payloadCame(message: Message): void {
    this.#all.get(message.connection)?.reader.payloadCame(message);
    this.#active.add(message.connection);
  }

  /** Something about a connection became known. */
  connectionChanged(connection: string): void {
    this.#all.get(connection)?.reader.connectionChanged();
    this.#active.add(connection);
  }

  /** A person said something of connections: what it concerns has to be read again. */
  personSpoke(): void {
    for (const [id, { reader }] of this.#all) {
      reader.personSpoke();
      if (reader.isStale) this.#active.add(id);
    }
  }

  /** Begins anew with a connection, and its messages before the number `end`. */
  rewind(connection: string, end: number): void {
    this.#all.delete(connection);
    const reader = this.#readingOf(connection)?.reader;
    for (const number of this.#journal.messagesOf(connection)) {
      const message = number < end ? this.#journal.message(number) : undefined;
      if (message) reader?.enqueue(message);
    }
  }

  /** Reads on, connection by connection; to the end of those that are over if that `isComplete`. */
  *read(
    now: number,
    isComplete: boolean,
  ): Generator<{ readonly member: LoopMember; readonly records: readonly DecodedRecord[] }> {
    for (const id of this.#active) {
      const reading = this.#all.get(id);
      if (reading) yield { member: reading.member, records: reading.reader.read(now, isComplete) };
      if (isComplete && !reading?.reader.isWaiting) this.#active.delete(id);
    }
  }

  forget(connection: string): void {
    this.#all.delete(connection);
    this.#active.delete(connection);
  }

  /** Forgets all but those that are to be kept: what their decoders know is needed for what comes. */
  clear(isKept: (connection: string) => boolean): void {
    for (const id of this.#all.keys()) if (!isKept(id)) this.#all.delete(id);
    this.#active.clear();
  }

  #readingOf(id: string): Reading | undefined {
    const known = this.#all.get(id);
    const connection = this.#journal.connections.get(id);
    if (known || connection === undefined) return known;
    const loopOf = this.#loopOf;
    const member: LoopMember = {
      connection: id,
      get loop() {
        return loopOf(id);
      },
    };
    const reading = {
      member,
      reader: new ConnectionReader(this.#journal, connection, this.#openChain, this.#said),
    };
    this.#all.set(id, reading);
    return reading;
  }
}
