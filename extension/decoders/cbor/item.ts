import type { ByteRange, Problem } from '../contract.ts';

/** A data item as it was read, with everything that lies in it. */
export interface Item {
  readonly range: ByteRange;
  readonly content: Content;
}

export type Content =
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number; readonly bits: number }
  | { readonly kind: 'simple'; readonly value: number }
  | { readonly kind: 'bytes'; readonly data: Uint8Array; readonly chunks?: readonly Item[] }
  | { readonly kind: 'text'; readonly value: string; readonly chunks?: readonly Item[] }
  /** `count` is what the head promises; absent where the length is indefinite. */
  | { readonly kind: 'array'; readonly count?: number; readonly items: readonly Item[] }
  | { readonly kind: 'map'; readonly count?: number; readonly pairs: readonly Pair[] }
  | Tagged;

/** An item with a tag; `inside` is what an encoded data item (tag 24) holds. */
export interface Tagged {
  readonly kind: 'tag';
  readonly tag: number | bigint;
  readonly item: Item | undefined;
  readonly inside?: Item;
}

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
