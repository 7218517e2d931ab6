import type { Connection } from '../journal/connection.ts';
import { addressOf, type OverrideScope, type OverrideTarget } from './overrides.ts';

type Named = Pick<Connection, 'id' | 'url'>;
type Connections = ReadonlyMap<string, Named>;

/** What was chosen, and where it holds. */
export interface Choice<Value> {
  readonly value: Value;
  readonly scope: OverrideScope;
}

/** What a person chose, for one connection after the other or for all to an address. */
export class Chosen<Value> {
  /** Nothing chosen here: automatic, whatever holds for the address. */
  readonly #connections = new Map<string, Value | undefined>();
  readonly #addresses = new Map<string, Value>();

  /** What was chosen for a connection, or else for its address. */
  of({ id, url }: Named): Choice<Value> | undefined {
    const isOwn = this.#connections.has(id);
    const value = isOwn ? this.#connections.get(id) : this.#addresses.get(addressOf(url));
    return value === undefined ? undefined : { value, scope: isOwn ? 'connection' : 'address' };
  }

  /** Chooses for what is meant; `undefined` takes a choice back. */
  set(target: OverrideTarget, value: Value | undefined, connections: Connections): void {
    if (target.scope === 'address') this.#setForAll(target.url, value, connections);
    else {
      const connection = connections.get(target.connection);
      if (connection) this.setConnection(connection, value);
    }
  }

  /** Chooses for one connection; `undefined` takes it back, whatever holds for the address. */
  setConnection({ id, url }: Named, value: Value | undefined): void {
    const isPlain = value === undefined && !this.#addresses.has(addressOf(url));
    if (isPlain) this.#connections.delete(id);
    else this.#connections.set(id, value);
  }

  /** Chooses for every connection to the address of a URL, those to come among them. */
  setAddress(url: string, value: Value | undefined): void {
    if (value === undefined) this.#addresses.delete(addressOf(url));
    else this.#addresses.set(addressOf(url), value);
  }

  /** Forgets what was chosen for connections that are no more; addresses stay. */
  forgetAllBut(connections: { has(id: string): boolean }): void {
    for (const id of this.#connections.keys())
      if (!connections.has(id)) this.#connections.delete(id);
  }

  /** Forgets what was chosen for one connection alone. */
  forget(connection: string): void {
    this.#connections.delete(connection);
  }

  /** Every connection to the address: also those for which something else was chosen before. */
  #setForAll(url: string, value: Value | undefined, connections: Connections): void {
    this.setAddress(url, value);
    const address = addressOf(url);
    for (const connection of connections.values())
      if (addressOf(connection.url) === address) this.forget(connection.id);
  }
}
