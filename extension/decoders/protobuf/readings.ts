import { hexText } from '../../bytes/hex.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { FieldValue } from '../contract.ts';
import { areVarints, varintAt, zigzag } from './varint.ts';

/** One of the things that the bytes of a field may mean. */
export interface Reading {
  /** The types of a schema that would read it so. */
  readonly name: string;
  readonly value: FieldValue;
  readonly note: string;
}

/** Bytes and elements that a reading shows. */
const BYTES = 256;
const ELEMENTS = 32;

/** Signed and unsigned are the same below this. */
const SIGN_64 = 1n << 63n;

/** A varint is any of the integer types, or a bool or enum. */
export function varintReadings(content: Uint8Array): readonly Reading[] {
  const varint = varintAt(content, 0);
  if (typeof varint === 'string') return [];
  const { value } = varint;
  const signed = BigInt.asIntN(64, value);
  return [
    { name: 'unsigned', value: plain(value), note: 'uint32, uint64, enum' },
    ...(value >= SIGN_64
      ? [{ name: 'signed', value: plain(signed), note: 'int32, int64, enum' }]
      : []),
    { name: 'zigzag', value: plain(zigzag(value)), note: 'sint32, sint64' },
    ...(value < 2n ? [{ name: 'bool', value: value === 1n, note: 'bool' }] : []),
  ];
}

/** Four or eight bytes, little-endian. */
export function fixedReadings(content: Uint8Array): readonly Reading[] {
  const view = viewOf(content);
  const size = content.length * 8;
  const isLong = size === 64;
  const unsigned = isLong ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
  const signed = BigInt.asIntN(size, unsigned);
  const float = isLong ? view.getFloat64(0, true) : view.getFloat32(0, true);
  return [
    { name: isLong ? 'double' : 'float', value: float, note: isLong ? 'double' : 'float' },
    { name: 'unsigned', value: plain(unsigned), note: `fixed${size}` },
    ...(signed < 0n ? [{ name: 'signed', value: plain(signed), note: `sfixed${size}` }] : []),
  ];
}

/** What length-delimited bytes may be, besides a message. */
export function bytesReadings(content: Uint8Array): readonly Reading[] {
  const readings: Reading[] = [];
  if (isReadable(content)) {
    readings.push({ name: 'text', value: decodeUtf8(content), note: 'string' });
  }
  if (areVarints(content)) {
    readings.push({
      name: 'packed varints',
      value: varintList(content),
      note: 'repeated integers',
    });
  }
  for (const size of [4, 8] as const) {
    if (content.length === 0 || content.length % size !== 0) continue;
    const { floats, integers } = fixedLists(content, size);
    const types = `repeated fixed${size * 8}, sfixed${size * 8}`;
    if (floats !== undefined) {
      const name = size === 4 ? 'packed floats' : 'packed doubles';
      readings.push({ name, value: floats, note: `repeated ${size === 4 ? 'float' : 'double'}` });
    }
    readings.push({ name: `packed ${size * 8}-bit integers`, value: integers, note: types });
  }
  return [...readings, { name: 'bytes', value: hex(content), note: 'bytes' }];
}

/** UTF-8 without the control characters that no text has. */
export function isReadable(content: Uint8Array): boolean {
  return invalidUtf8At(content) < 0 && !/[^\P{Cc}\t\n\r]/u.test(decodeUtf8(content));
}

function varintList(content: Uint8Array): string {
  const values: bigint[] = [];
  let at = 0;
  while (at < content.length && values.length < ELEMENTS) {
    const varint = varintAt(content, at);
    if (typeof varint === 'string') break;
    values.push(varint.value);
    at = varint.end;
  }
  return listed(values, at < content.length);
}

/** As numbers of a fixed size; as floats only where they look like floats that somebody meant. */
function fixedLists(content: Uint8Array, size: 4 | 8) {
  const view = viewOf(content);
  const floats: number[] = [];
  const integers: bigint[] = [];
  for (let at = 0; at < content.length && floats.length < ELEMENTS; at += size) {
    floats.push(size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
    integers.push(size === 4 ? BigInt(view.getUint32(at, true)) : view.getBigUint64(at, true));
  }
  const isCut = content.length > floats.length * size;
  return {
    floats: floats.every(isPlausible) ? listed(floats, isCut) : undefined,
    integers: listed(integers, isCut),
  };
}

/** Integers and text read as floats are nearly always very small, very great or none. */
function isPlausible(float: number): boolean {
  const size = Math.abs(float);
  return float === 0 || (size > 1e-9 && size < 1e15);
}

function listed(values: readonly (number | bigint)[], isCut: boolean): string {
  return values.join(', ') + (isCut ? ', …' : '');
}

function hex(content: Uint8Array): string {
  const text = hexText(content.subarray(0, BYTES));
  return content.length > BYTES ? `${text} …` : text;
}

function plain(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
