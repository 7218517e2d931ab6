import type { JsonKind } from '../bytes/json/member-scan.ts';
import type { ByteRange, FieldValue } from './contract.ts';

/** What a value is, in words that JSON, MessagePack and CBOR share; JSON has no `bytes`. */
export type OutlineKind = JsonKind | 'bytes';

/** A member or element of the outermost value; what lies in it was passed over. */
export interface OutlineMember {
  /** Name, or index of an element. */
  readonly name: string;
  readonly kind: OutlineKind;
  /** From the name on. */
  readonly range: ByteRange;
  readonly valueRange: ByteRange;
  /** Where a string's characters or bytes lie as they are, without head or escapes. */
  readonly contentRange?: ByteRange;
  /** The value as it is written, where that is text. */
  readonly source?: string;
}

/**
 * The outermost object or array of a message, however it is written: all that a protocol made of
 * such messages has to know. `JsonOutline` is one; the binary formats have `PackedOutline`.
 */
export interface Outline {
  readonly bytes: Uint8Array;
  /** Whether it was text on the wire, so that its bytes had to be made. */
  readonly isText?: boolean;
  /** What its parts are written in, as a MIME type essence. */
  readonly mime: string;
  readonly kind: 'object' | 'array';
  readonly range: ByteRange;
  readonly members: readonly OutlineMember[];
  /** Whether the value is there to its end. */
  readonly isClosed: boolean;
  /** The member of this name; the last one where it is repeated. */
  member(name: string): OutlineMember | undefined;
  has(...names: readonly string[]): boolean;
  /** The member's value, if it is a string. */
  text(name: string): string | undefined;
  /** The member's value, if it is a string, a number or a word. */
  scalar(name: string): FieldValue | undefined;
  /** The member's value, if it is an object or array. */
  inside(name: string): Outline | undefined;
}
