import type { Connection } from '../journal/connection.ts';

/** Where a choice holds: for one connection, or for every connection to its address. */
export type OverrideScope = 'connection' | 'address';

/** A protocol that a person says a connection speaks. */
export interface Override {
  readonly protocol: string;
  readonly scope: OverrideScope;
}

/** What a choice is made for. */
export type OverrideTarget =
  | { readonly scope: 'connection'; readonly connection: string }
  | { readonly scope: 'address'; readonly url: string };

type Named = Pick<Connection, 'id' | 'url'>;

/** The address that a choice for a URL holds for: the query often differs from one to the next. */
export function addressOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** The protocols that a person chose, in place of what recognition finds. */
export class Overrides {
  /** Nothing chosen here: automatic, whatever holds for the address. */
  readonly #connections = new Map<string, string | undefined>();
  readonly #addresses = new Map<string, string>();

  /** What was chosen for a connection, or else for its address. */
  of({ id, url }: Named): Override | undefined {
    const isOwn = this.#connections.has(id);
    const protocol = isOwn ? this.#connections.get(id) : this.#addresses.get(addressOf(url));
    return protocol === undefined
      ? undefined
      : { protocol, scope: isOwn ? 'connection' : 'address' };
  }

  /** Chooses a protocol for one connection; `undefined` makes its recognition automatic again. */
  setConnection({ id, url }: Named, protocol: string | undefined): void {
    const isPlain = protocol === undefined && !this.#addresses.has(addressOf(url));
    if (isPlain) this.#connections.delete(id);
    else this.#connections.set(id, protocol);
  }

  /** Chooses for every connection to the address of a URL, those to come among them. */
  setAddress(url: string, protocol: string | undefined): void {
    if (protocol === undefined) this.#addresses.delete(addressOf(url));
    else this.#addresses.set(addressOf(url), protocol);
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
}
