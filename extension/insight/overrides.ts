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

/** The address that a choice for a URL holds for: the query often differs from one to the next. */
export function addressOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}
