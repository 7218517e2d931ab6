/** The eight major types (RFC 8949 §3.1), by their number. */
export const MAJOR = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;

/** The byte that ends what has an indefinite length (§3.2.1). */
export const BREAK = 0xff;

/** The beginning of a data item. */
export interface Head {
  readonly major: number;
  /** The low five bits of the first byte. */
  readonly info: number;
  /** Bytes of the head. */
  readonly size: number;
  /** Value, length, count or tag number; 0 where the length is indefinite. */
  readonly argument: number | bigint;
  readonly isIndefinite: boolean;
}

/** The head at an offset; or that the bytes end within it, or that no item begins so (§3, App. C). */
export function headAt(bytes: Uint8Array, at: number): Head | 'incomplete' | 'reserved' {
  const first = bytes[at];
  if (first === undefined) return 'incomplete';
  const major = first >> 5;
  const info = first & 0x1f;
  if (info < 24) return { major, info, size: 1, argument: info, isIndefinite: false };
  if (info > 27) {
    const isIndefinite = info === 31 && major >= MAJOR.bytes && major <= MAJOR.map;
    return isIndefinite ? { major, info, size: 1, argument: 0, isIndefinite } : 'reserved';
  }
  const size = 1 + 2 ** (info - 24);
  if (at + size > bytes.length) return 'incomplete';
  return { major, info, size, argument: unsigned(bytes, at + 1, size - 1), isIndefinite: false };
}

/** Bytes behind a head that are no items. */
export function contentSize({ major, argument, isIndefinite }: Head): number {
  const isString = major === MAJOR.bytes || major === MAJOR.text;
  return isString && !isIndefinite ? Number(argument) : 0;
}

/** Items behind a head that belong to it. */
export function itemsInside({ major, argument, isIndefinite }: Head): number {
  if (isIndefinite) return Number.POSITIVE_INFINITY;
  if (major === MAJOR.array) return Number(argument);
  if (major === MAJOR.map) return Number(argument) * 2;
  return major === MAJOR.tag ? 1 : 0;
}

/** Whether the argument could not have been written shorter (§4.1). */
export function isShortest({ major, info, argument }: Head): boolean {
  const isFloat = major === MAJOR.simple && info > 24;
  if (isFloat || info < 24 || info > 27) return true;
  return argument > (SMALLER_MAXIMUM[info - 24] ?? 0);
}

const SMALLER_MAXIMUM = [23, 0xff, 0xffff, 0xffff_ffff];

function unsigned(bytes: Uint8Array, start: number, size: number): number | bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, size);
  if (size === 1) return view.getUint8(0);
  if (size === 2) return view.getUint16(0);
  if (size === 4) return view.getUint32(0);
  const big = view.getBigUint64(0);
  return big <= Number.MAX_SAFE_INTEGER ? Number(big) : big;
}
