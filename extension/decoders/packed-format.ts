import type { ByteRange, Field, FieldValue, Problem } from './contract.ts';
import type { OutlineKind } from './outline.ts';
import type { ValueScanner } from './value-stream.ts';

/** How a value begins. */
export interface PackedHead {
  readonly kind: OutlineKind;
  /** Offset behind the head, where the first member or the string's first byte is. */
  readonly content: number;
  /** Members that it announces; infinite where a break ends them. */
  readonly count: number;
}

/** One value with everything in it. */
export interface PackedReading {
  /** Its members, or itself where it is neither array nor map; ranges count in the bytes given. */
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
  /** Absent where not even its head is there. */
  readonly range: ByteRange | undefined;
}

/**
 * A binary format whose values say what they are and how long, as far as protocols made of such
 * values need to know it.
 */
export interface PackedFormat {
  /** MIME type essence. */
  readonly mime: string;
  scanner(): ValueScanner;
  /** `undefined` where no whole head is. */
  headAt(bytes: Uint8Array, at: number): PackedHead | undefined;
  /** Whether a break stands here, which ends a value of indefinite length. */
  isBreak(bytes: Uint8Array, at: number): boolean;
  /** The string, number or word that the bytes are. */
  scalar(bytes: Uint8Array): FieldValue | undefined;
  /** The value that begins at `start`. Never throws. */
  read(bytes: Uint8Array, start: number): PackedReading;
}
