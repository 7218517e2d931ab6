import type { Chain, OpenChain } from '../decoders/chain.ts';
import type { DecodedRecord, Decoder, SessionName } from '../decoders/contract.ts';
import type { Mistakes } from '../decoders/mistakes.ts';
import { openSessionChain, sessionOf } from '../decoders/session-chain.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { Message } from '../journal/message.ts';
import type { SessionInsight } from './connection-insight.ts';
import { factsOf } from './facts.ts';
import type { PersonsWord } from './persons-word.ts';
import { ConnectionReader, type Reader } from './reader.ts';
import type { Membership } from './record.ts';
import { SessionBook } from './session-book.ts';
import { SessionReader } from './session-reader.ts';

/** One connection being read. */
interface Reading {
  readonly member: Membership;
  /** What decided who reads it. */
  readonly url: string;
  readonly override: string | undefined;
  reader: Reader;
}

export interface ReadingsOptions {
  readonly decoders: readonly Decoder[];
  readonly openChain: OpenChain;
  readonly said: PersonsWord;
  /** The loop of requests that a connection is part of. */
  readonly loopOf: (connection: string) => string | undefined;
}

/** The reading of every connection; knows which of them have something new. */
export class Readings {
  readonly #journal: Journal;
  readonly #options: ReadingsOptions;
  readonly #all = new Map<string, Reading>();
  readonly #sessions: SessionBook;
  /** Readers with something new to read, or waiting for a payload. */
  readonly #active = new Set<Reader>();
  /** Connections that somebody else has to read from now on. */
  readonly #moved = new Set<string>();

  constructor(journal: Journal, options: ReadingsOptions) {
    this.#journal = journal;
    this.#options = options;
    const { decoders, said } = options;
    const openChain = (mistakes: Mistakes) => openSessionChain({ decoders, mistakes });
    this.#sessions = new SessionBook(journal, { said, openChain });
  }

  /** Connections whose messages have to be read again, as what was read no longer holds. */
  get stale(): ReadonlySet<string> {
    const stale = new Set(this.#moved);
    for (const reader of this.#active)
      if (reader.isStale) for (const connection of reader.connections) stale.add(connection);
    return stale;
  }

  /** Sessions that run over several connections; some may be between two requests. */
  get sessions(): readonly SessionInsight[] {
    return Array.from(this.#sessions.all, ([name, reader]) => ({
      ...name,
      connections: [...reader.connections],
    }));
  }

  recognition(connection: string): Chain['recognition'] {
    return this.#all.get(connection)?.reader.recognition(connection);
  }

  sessionOf(connection: string): SessionName | undefined {
    return this.#all.get(connection)?.reader.session;
  }

  enqueue(message: Message): void {
    // It will be read with all that its connection said before.
    if (this.#moved.has(message.connection)) return;
    const reading = this.#all.get(message.connection) ?? this.#open(message.connection);
    if (!reading) return;
    reading.reader.enqueue(message);
    this.#touched(message.connection, reading);
  }

  payloadCame(message: Message): void {
    const reading = this.#all.get(message.connection);
    if (!reading) return;
    reading.reader.payloadCame(message);
    this.#touched(message.connection, reading);
  }

  /** Something about a connection became known. */
  connectionChanged(id: string): void {
    const connection = this.#journal.connections.get(id);
    if (!connection || this.#moved.has(id)) return;
    const reading = this.#all.get(id);
    if (reading && reading.url === urlOf(connection)) {
      reading.reader.connectionChanged(id);
      this.#touched(id, reading);
    } else if (reading) this.#move(id, reading);
    // A request that is held is part of its session before anything is said.
    else if (typeof this.#sessionOf(connection) === 'object') this.#open(id);
  }

  /** A person said something of connections: what it concerns has to be read again. */
  personSpoke(): void {
    for (const [id, reading] of this.#all) {
      const connection = this.#journal.connections.get(id);
      const override = connection && this.#options.said.overrideOf(connection)?.protocol;
      if (override !== reading.override) this.#move(id, reading);
      else {
        reading.reader.connectionChanged(id);
        if (reading.reader.isStale) this.#touched(id, reading);
      }
    }
  }

  /** Begins anew with connections, those that are `stale`, and their messages before the number `end`. */
  rewind(connections: ReadonlySet<string>, end: number): void {
    const mistakes = new Map<string, Mistakes | undefined>();
    for (const id of connections) {
      const reader = this.#all.get(id)?.reader;
      if (reader instanceof ConnectionReader) mistakes.set(id, reader.mistakes);
      if (reader instanceof SessionReader) {
        if (reader.isStale) reader.restart();
      } else this.#close(id);
    }
    this.#moved.clear();
    for (const id of connections) {
      if (!this.#all.has(id)) this.#open(id, mistakes.get(id));
      for (const number of this.#journal.messagesOf(id)) {
        const message = number < end ? this.#journal.message(number) : undefined;
        if (message) this.enqueue(message);
      }
    }
  }

  /** Reads on, one reader after the other; to the end of what is over if that `isComplete`. */
  *read(
    now: number,
    isComplete: boolean,
  ): Generator<{ readonly member: Membership; readonly records: readonly DecodedRecord[] }> {
    for (const reader of this.#active) {
      if (reader.isStale) continue;
      const batches = reader.read(now, isComplete);
      if (reader instanceof SessionReader && !this.#isSettled(reader)) continue;
      for (const { connection, records } of batches) {
        const member = this.#all.get(connection)?.member;
        if (member) yield { member, records };
      }
      if (isComplete && !reader.isWaiting && !reader.isStale) this.#active.delete(reader);
    }
  }

  /** The journal gave up a connection. */
  forget(id: string): void {
    const reader = this.#all.get(id)?.reader;
    this.#moved.delete(id);
    if (!(reader instanceof SessionReader)) this.#close(id);
    else {
      // What was learnt from it is still needed by the session's other connections.
      reader.forget(id);
      this.#sessions.forget(id);
      this.#all.delete(id);
      this.#active.add(reader);
    }
  }

  /** Forgets all but those that are to be kept: what their decoders know is needed for what comes. */
  clear(isKept: (connection: string) => boolean): void {
    this.#active.clear();
    this.#moved.clear();
    for (const session of this.#sessions.clear()) this.#active.add(session);
    for (const [id, { reader }] of this.#all) {
      const isLetGo = reader.session !== undefined && !this.#active.has(reader);
      if (!isKept(id) || isLetGo) this.#all.delete(id);
      if (reader instanceof SessionReader) reader.forgetMessages();
    }
  }

  #touched(id: string, reading: Reading): void {
    const { reader } = reading;
    this.#active.add(reader);
    if (reader.isStale && this.#sessions.isNamedBy(id)) this.#move(id, reading);
  }

  /** What decided who reads a connection is no longer as it was. */
  #move(id: string, { reader }: Reading): void {
    if (reader instanceof SessionReader) {
      reader.expel(id);
      this.#active.add(reader);
    }
    this.#close(id);
    this.#moved.add(id);
  }

  #close(id: string): void {
    const reader = this.#all.get(id)?.reader;
    this.#all.delete(id);
    if (reader instanceof SessionReader) {
      this.#sessions.left(id, reader);
      if (reader.isEmpty) this.#active.delete(reader);
    } else if (reader) this.#active.delete(reader);
  }

  /**
   * Enters a session under the name that it told. Where others go on with that session already, its
   * first connection joins them, and all is read anew.
   */
  #isSettled(reader: SessionReader): boolean {
    const known = this.#sessions.enter(reader);
    if (known === reader) {
      if (this.#sessions.letGo(reader)) this.#active.delete(reader);
      return true;
    }
    this.#active.delete(reader);
    this.#active.add(known);
    for (const id of reader.connections) {
      const reading = this.#all.get(id);
      if (reading) reading.reader = known;
    }
    return false;
  }

  #sessionOf(connection: Connection): SessionName | 'unnamed' | undefined {
    // What a person says of one connection holds for it alone.
    if (this.#options.said.overrideOf(connection)) return undefined;
    return sessionOf(factsOf(connection), this.#options.decoders);
  }

  #open(id: string, mistakes?: Mistakes): Reading | undefined {
    const connection = this.#journal.connections.get(id);
    if (connection === undefined) return undefined;
    const { loopOf, openChain, said } = this.#options;
    const override = said.overrideOf(connection)?.protocol;
    const session = this.#sessionOf(connection);
    const reader = session
      ? this.#sessions.join(connection, session)
      : new ConnectionReader(this.#journal, connection, openChain, said, mistakes);
    const member: Membership = {
      connection: id,
      get loop() {
        return loopOf(id);
      },
      get session() {
        return reading.reader.session;
      },
    };
    const reading: Reading = { member, url: urlOf(connection), override, reader };
    this.#all.set(id, reading);
    return reading;
  }
}

function urlOf({ finalUrl, url }: Connection): string {
  return finalUrl ?? url;
}
