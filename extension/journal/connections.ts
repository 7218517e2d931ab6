import type { ConnectionSeen } from '../contract/capture.ts';
import type { Connection } from './connection.ts';
import { Entry } from './entry.ts';

/** Every connection by its id, in the order in which they were seen. */
export class Connections {
  readonly #entries = new Map<string, Entry>();
  readonly #all = new Map<string, Connection>();
  #cleared = new Set<string>();

  get all(): ReadonlyMap<string, Connection> {
    return this.#all;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  add(seen: ConnectionSeen): void {
    const entry = new Entry(seen);
    this.#entries.set(seen.connection, entry);
    this.#all.set(seen.connection, entry.connection);
  }

  remove(id: string): void {
    this.#entries.delete(id);
    this.#all.delete(id);
  }

  /** The oldest one that is over; where all are still open, the oldest. */
  oldest(): Entry | undefined {
    for (const entry of this.#entries.values()) if (entry.isOver) return entry;
    return this.#entries.values().next().value;
  }

  /** Whether the last `clear` let it go. */
  wasCleared(id: string): boolean {
    return this.#cleared.has(id);
  }

  /** Lets go of those that are over; the others begin anew, without messages. */
  clear(): void {
    this.#cleared = new Set();
    for (const [id, entry] of this.#entries) {
      if (entry.isOver) {
        this.remove(id);
        this.#cleared.add(id);
      } else entry.reset();
    }
  }
}
