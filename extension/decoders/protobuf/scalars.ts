import { hexText } from '../../bytes/hex.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { EnumType, ScalarName, ScalarType } from '../../schema/schema.ts';
import type { ByteRange, FieldValue, Problem } from '../contract.ts';
import { varintAt, zigzag } from './varint.ts';
import type { WireType } from './walk.ts';

/** One value of a scalar or enum type. */
export interface Scalar {
  readonly value: FieldValue;
  /** What the value alone does not say. */
  readonly note?: string;
  readonly problem?: Problem;
}

/** Bytes of a `bytes` field that are shown. */
const BYTES = 256;

/** How the values of each type are sent ("Message Structure" in the encoding guide). */
const WIRE: Readonly<Record<ScalarName, WireType>> = {
  double: '64-bit',
  float: '32-bit',
  int32: 'varint',
  int64: 'varint',
  uint32: 'varint',
  uint64: 'varint',
  sint32: 'varint',
  sint64: 'varint',
  fixed32: '32-bit',
  fixed64: '64-bit',
  sfixed32: '32-bit',
  sfixed64: '64-bit',
  bool: 'varint',
  string: 'length-delimited',
  bytes: 'length-delimited',
};

export function wireTypeOf(type: ScalarType | EnumType): WireType {
  return type.kind === 'enum' ? 'varint' : WIRE[type.name];
}

/** Reads the value that a range holds; it has the wire type and the length of the type. */
export function readScalar(
  type: ScalarType | EnumType,
  bytes: Uint8Array,
  range: ByteRange,
): Scalar {
  const wire = wireTypeOf(type);
  switch (wire) {
    case 'varint':
      return varintScalar(type, bytes, range);
    case '32-bit':
    case '64-bit':
      return { value: fixedValue(type.name, bytes, range) };
    case 'length-delimited':
      return type.name === 'string' ? text(bytes, range) : blob(bytes.subarray(...range));
    default:
      throw new TypeError(`no scalar is sent as ${wire}`);
  }
}

function varintScalar(type: ScalarType | EnumType, bytes: Uint8Array, [start, end]: ByteRange) {
  const varint = varintAt(bytes, start, end);
  const sent = typeof varint === 'string' ? 0n : varint.value;
  if (type.kind === 'enum') return enumValue(type, sent);
  if (type.name === 'bool') return cast(sent, sent === 0n ? 0n : 1n, 'bool', sent !== 0n);
  const value = integer(type.name, sent);
  return cast(sent, backAgain(type.name, value), type.name, plain(value));
}

/** Values too great for a type are cut to its size, as parsers do (see "Updating A Message Type"). */
function integer(name: ScalarName, sent: bigint): bigint {
  switch (name) {
    case 'int32':
      return BigInt.asIntN(32, sent);
    case 'int64':
      return BigInt.asIntN(64, sent);
    case 'uint32':
      return BigInt.asUintN(32, sent);
    case 'sint32':
      return zigzag(BigInt.asUintN(32, sent));
    case 'sint64':
      return zigzag(sent);
    default:
      return sent;
  }
}

/** What the value would have been sent as. */
function backAgain(name: ScalarName, value: bigint): bigint {
  if (name === 'sint32' || name === 'sint64') return value < 0n ? -2n * value - 1n : 2n * value;
  return BigInt.asUintN(64, value);
}

function cast(sent: bigint, expected: bigint, name: string, value: FieldValue): Scalar {
  // Some senders write negative 32-bit numbers with 32 bits only; nothing is lost by that.
  const isWhole = sent === expected || (name === 'int32' && sent === BigInt.asUintN(32, expected));
  return isWhole ? { value } : { value, note: `sent as ${sent}, which ${name} cannot hold` };
}

function enumValue({ names }: EnumType, sent: bigint): Scalar {
  const number = Number(BigInt.asIntN(32, sent));
  const name = names.get(number);
  return name === undefined
    ? { value: number, note: 'a number that the enum has no name for' }
    : { value: name, note: `number ${number}` };
}

function fixedValue(name: string, bytes: Uint8Array, [start, end]: ByteRange): FieldValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  switch (name) {
    case 'double':
      return view.getFloat64(0, true);
    case 'float':
      return shortest(view.getFloat32(0, true));
    case 'fixed32':
      return view.getUint32(0, true);
    case 'sfixed32':
      return view.getInt32(0, true);
    case 'fixed64':
      return plain(view.getBigUint64(0, true));
    default:
      return plain(view.getBigInt64(0, true));
  }
}

/** The shortest number that is the same as a float: 0.1, not 0.10000000149011612. */
function shortest(float: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(float.toPrecision(digits));
    if (Object.is(Math.fround(short), float)) return short;
  }
  return float;
}

function text(bytes: Uint8Array, range: ByteRange): Scalar {
  const content = bytes.subarray(...range);
  const value = decodeUtf8(content);
  const invalid = invalidUtf8At(content);
  if (invalid < 0) return { value };
  const reason = 'A string is UTF-8, and this byte is not.';
  return { value, problem: { kind: 'invalid-utf-8', offset: range[0] + invalid, reason } };
}

function blob(content: Uint8Array): Scalar {
  const shown = hexText(content.subarray(0, BYTES));
  const note = `${content.length} ${content.length === 1 ? 'byte' : 'bytes'}`;
  return { value: content.length > BYTES ? `${shown} …` : shown, note };
}

function plain(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
