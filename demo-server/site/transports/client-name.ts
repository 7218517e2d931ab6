import type { Reception } from './transport.ts';

type Named = Pick<Reception, 'client'>;

/** A name for one client of this page, by which its connections are found in the server's ledger. */
export function newClientName(): string {
  return `p${randomName()}`;
}

/** Eight hex digits. A page that is not on this machine nor on HTTPS has no `crypto.randomUUID`. */
export function randomName(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number.toString(16).padStart(8, '0');
}

/** The path with the client's name in its query, where it has one. */
export function named(path: string, { client }: Named): string {
  if (client === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}client=${client}`;
}

/** Where the ledger has a client's connections; `live` goes on with what is written from now on. */
export function ledgerPath(client: string, isLive = false): string {
  return `/api/ledger${isLive ? '/live' : ''}?url=${client}`;
}
