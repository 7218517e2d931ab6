import type { ByteRange, FieldValue, Problem } from '../contract.ts';

/** A value as it was read, with everything that lies in it. */
export interface Item {
  /** As the specification calls it: `uint 16`. */
  readonly format: string;
  readonly range: ByteRange;
  readonly content: Content;
}

export type Content =
  | { readonly kind: 'plain'; readonly value: FieldValue; readonly isFloat?: boolean }
  | { readonly kind: 'bin'; readonly data: Uint8Array }
  | { readonly kind: 'ext'; readonly type: number; readonly data: Uint8Array }
  /** `count` is what the head promises; fewer items where the bytes end before. */
  | { readonly kind: 'array'; readonly count: number; readonly items: readonly Item[] }
  | { readonly kind: 'map'; readonly count: number; readonly pairs: readonly Pair[] };

export interface Pair {
  readonly key: Item;
  /** Absent where the bytes end behind the key. */
  readonly value: Item | undefined;
}

/** What stretches of bytes hold, as far as they could be read. */
export interface Reading {
  readonly items: readonly Item[];
  readonly problems: readonly Problem[];
}
