import type { FieldValue } from '../contract.ts';
import type { OutlineKind } from '../outline.ts';
import type { PackedFormat } from '../packed-format.ts';
import { BREAK, Head, MAJOR } from './head.ts';
import { endOfItem } from './item-scanner.ts';
import { isBignumTag } from './meaning.ts';
import { CborTree } from './tree.ts';

/** CBOR as protocols that are made of it read it. */
export const packedCbor: PackedFormat = {
  mime: 'application/cbor',
  headAt(bytes, at) {
    const head = new Head();
    if (head.read(bytes, at) !== 'whole') return undefined;
    const kind = kindOf(head);
    const hasCount = head.isIndefinite || kind === 'array' || kind === 'object';
    return { kind, content: head.content, count: hasCount ? head.count : 0 };
  },
  endOf: endOfItem,
  isBreak: (bytes, at) => bytes[at] === BREAK,
  scalar,
  tree: (bytes, start) => new CborTree(bytes, start),
};

/** A bignum is a number with a tag. */
function kindOf({ major, argument, isFloat }: Head): OutlineKind {
  switch (major) {
    case MAJOR.unsigned:
    case MAJOR.negative:
      return 'number';
    case MAJOR.bytes:
      return 'bytes';
    case MAJOR.text:
      return 'string';
    case MAJOR.array:
      return 'array';
    case MAJOR.map:
      return 'object';
    case MAJOR.tag:
      return isBignumTag(argument) ? 'number' : 'word';
    default:
      return isFloat ? 'number' : 'word';
  }
}

function scalar(bytes: Uint8Array): FieldValue | undefined {
  const head = new Head();
  if (head.read(bytes, 0) !== 'whole') return undefined;
  const kind = kindOf(head);
  if (kind === 'word') return WORDS.get(bytes[0]);
  if (kind !== 'number' && kind !== 'string') return undefined;
  const value = new CborTree(bytes).field()?.value;
  return kind === 'number' && typeof value === 'string' ? undefined : value;
}

/** The simple values that are words in JSON too (RFC 8949 §3.3). */
const WORDS: ReadonlyMap<number | undefined, FieldValue> = new Map([
  [0xf4, false],
  [0xf5, true],
  [0xf6, null],
  [0xf7, null],
]);
