import type { SessionName } from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import { type SessionOptions, SessionReader } from './session-reader.ts';

/** Every session that runs over several connections. */
export class SessionBook {
  readonly #journal: Journal;
  readonly #options: SessionOptions;
  readonly #byKey = new Map<string, SessionReader>();
  /** Connections that are part of a session by what they said themselves. */
  readonly #namers = new Set<string>();

  constructor(journal: Journal, options: SessionOptions) {
    this.#journal = journal;
    this.#options = options;
  }

  get all(): readonly (readonly [SessionName, SessionReader])[] {
    return [...this.#byKey.values()].flatMap((reader) =>
      reader.session ? [[reader.session, reader] as const] : [],
    );
  }

  has(reader: SessionReader): boolean {
    return this.#byKey.get(reader.session?.key ?? '') === reader;
  }

  /** Whether the connection itself said which session it is part of, and not its address. */
  isNamedBy(connection: string): boolean {
    return this.#namers.has(connection);
  }

  /** The reader of a session, of which the connection is a part from now on. */
  join(connection: Connection, name: SessionName | 'unnamed'): SessionReader {
    const isNamed = name !== 'unnamed';
    const known = isNamed ? this.#byKey.get(name.key) : undefined;
    const reader =
      known ?? new SessionReader(this.#journal, this.#options, isNamed ? name : undefined);
    if (isNamed) this.#byKey.set(name.key, reader);
    reader.join(connection);
    return reader;
  }

  /** Enters a reader that may have learnt its name; gives the one that is known by this name. */
  enter(reader: SessionReader): SessionReader {
    const { session } = reader;
    if (!session) return reader;
    const known = this.#byKey.get(session.key);
    if (known === reader) return reader;
    for (const connection of reader.connections) this.#namers.add(connection);
    this.#byKey.set(session.key, known ?? reader);
    if (known) known.take(reader);
    return known ?? reader;
  }

  /** The journal gave up a connection. */
  forget(connection: string): void {
    this.#namers.delete(connection);
  }

  /** A connection is no longer part of a session, which is forgotten with its last one. */
  left(connection: string, reader: SessionReader): void {
    this.#namers.delete(connection);
    if (reader.isEmpty && this.has(reader)) this.#byKey.delete(reader.session?.key ?? '');
  }

  /** Forgets a session of which nothing is left, nor anything expected; says whether it is one. */
  letGo(reader: SessionReader): boolean {
    const isGone = reader.isEmpty && reader.hasEnded;
    if (isGone && this.has(reader)) this.#byKey.delete(reader.session?.key ?? '');
    return isGone;
  }

  /** Forgets those that are over; gives the others, also those that are between two requests. */
  clear(): readonly SessionReader[] {
    for (const [key, reader] of this.#byKey) {
      const isSilent = [...reader.connections].every(
        (id) => this.#journal.messagesOf(id).length === 0,
      );
      if (reader.hasEnded || !isSilent) this.#byKey.delete(key);
    }
    for (const id of this.#namers) if (!this.#journal.connections.has(id)) this.#namers.delete(id);
    return [...this.#byKey.values()];
  }
}
