import type { FieldValue } from '../contract.ts';
import type { OutlineKind } from '../outline.ts';
import type { PackedFormat, PackedHead } from '../packed-format.ts';
import { fieldsOf } from './fields.ts';
import { BREAK, type Head, headAt, MAJOR } from './head.ts';
import { ItemScanner } from './item-scanner.ts';
import { integerOf } from './meaning.ts';
import { readItem } from './reader.ts';

/** CBOR as protocols that are made of it read it. */
export const packedCbor: PackedFormat = {
  mime: 'application/cbor',
  scanner: () => new ItemScanner(),
  headAt(bytes, at) {
    const head = headAt(bytes, at);
    return typeof head === 'string' ? undefined : packedHead(head, at);
  },
  isBreak: (bytes, at) => bytes[at] === BREAK,
  scalar,
  read(bytes, start) {
    const { items, problems } = readItem(bytes, start);
    return { fields: fieldsOf(items), problems, range: items[0]?.range };
  },
};

function packedHead(head: Head, at: number): PackedHead {
  const kind = kindOf(head);
  const content = at + head.size;
  if (head.isIndefinite) return { kind, content, count: Number.POSITIVE_INFINITY };
  const isContainer = kind === 'array' || kind === 'object';
  return { kind, content, count: isContainer ? Number(head.argument) : 0 };
}

/** Floats are of the type of simple values (RFC 8949 §3.3); a bignum is a number with a tag. */
function kindOf({ major, info, argument }: Head): OutlineKind {
  if (major === MAJOR.text) return 'string';
  if (major === MAJOR.bytes) return 'bytes';
  if (major === MAJOR.array) return 'array';
  if (major === MAJOR.map) return 'object';
  const isFloat = major === MAJOR.simple && info > 24;
  const isBignum = major === MAJOR.tag && (argument === 2 || argument === 3);
  const isInteger = major === MAJOR.unsigned || major === MAJOR.negative;
  return isInteger || isFloat || isBignum ? 'number' : 'word';
}

function scalar(bytes: Uint8Array): FieldValue | undefined {
  const [item] = readItem(bytes, 0).items;
  const content = item?.content;
  switch (content?.kind) {
    case 'integer':
    case 'float':
    case 'text':
      return content.value;
    case 'simple':
      return SIMPLE.get(content.value);
    case 'tag':
      return integerOf(item);
    default:
      return undefined;
  }
}

const SIMPLE: ReadonlyMap<number, FieldValue> = new Map([
  [20, false],
  [21, true],
  [22, null],
  [23, null],
]);
