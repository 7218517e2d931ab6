import type { FieldValue } from './contract.ts';
import type { OutlineKind } from './outline.ts';
import type { PackedTree } from './packed-tree.ts';

/** How a value begins. */
export interface PackedHead {
  readonly kind: OutlineKind;
  /** Offset behind the head, where the first member or the string's first byte is. */
  readonly content: number;
  /** Members that it announces; infinite where a break ends them. */
  readonly count: number;
}

/**
 * A binary format whose values say what they are and how long, as far as protocols made of such
 * values need to know it.
 */
export interface PackedFormat {
  /** MIME type essence. */
  readonly mime: string;
  /** `undefined` where no whole head is. */
  headAt(bytes: Uint8Array, at: number): PackedHead | undefined;
  /** Offset behind the value that begins at `start`; `undefined` where no whole value is. */
  endOf(bytes: Uint8Array, start: number): number | undefined;
  /** Whether a break stands here, which ends a value of indefinite length. */
  isBreak(bytes: Uint8Array, at: number): boolean;
  /** The string, number or word that the bytes are. */
  scalar(bytes: Uint8Array): FieldValue | undefined;
  /** A reading that stands at `start`. */
  tree(bytes: Uint8Array, start: number): PackedTree;
}
