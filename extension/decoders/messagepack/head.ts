import { shortAt } from '../packed-numbers.ts';

/** What a format says that follows its head. */
export type Kind =
  | 'nil'
  | 'boolean'
  | 'fixint'
  | 'uint'
  | 'int'
  | 'float'
  | 'str'
  | 'bin'
  | 'ext'
  | 'array'
  | 'map'
  | 'never-used';

interface Format {
  /** As the specification calls it: `uint 16`. */
  readonly name: string;
  readonly kind: Kind;
  /** Bytes up to the content: first byte, length, type of an ext. */
  readonly size: number;
  /** Bytes of the length or count behind the first byte; 0 where the first byte says it. */
  readonly lengthSize: number;
  /** Length or count where the first byte says it. */
  readonly length: number;
  /** Values that each one of the count stands for; 0 where a length counts bytes. */
  readonly valuesEach: number;
}

/** The beginning of a value, read in its place: one object for many values. */
export class Head {
  format: Format = NIL;
  /** Offset of what follows the head. */
  content = 0;
  /** Bytes of the content; elements of an array; pairs of a map. */
  length = 0;

  /** Reads the head at an offset; says whether the bytes hold all of it. */
  read(bytes: Uint8Array, at: number): boolean {
    const format = FORMATS[bytes[at] ?? NEVER_USED] ?? NIL;
    const content = at + format.size;
    if (content > bytes.length) return false;
    const { lengthSize } = format;
    this.format = format;
    this.content = content;
    this.length = lengthSize === 0 ? format.length : shortAt(bytes, at + 1, lengthSize);
    return true;
  }

  /** Offset behind the bytes that follow the head and are no values. */
  get end(): number {
    return this.format.valuesEach === 0 ? this.content + this.length : this.content;
  }

  /** Values that follow the head before its own value is complete. */
  get values(): number {
    return this.length * this.format.valuesEach;
  }
}

/** Whether a byte begins a map or an array. */
export function beginsContainer(first: number | undefined): boolean {
  return (FORMATS[first ?? NEVER_USED]?.valuesEach ?? 0) > 0;
}

/** The byte that no value begins with. */
export const NEVER_USED = 0xc1;

function fixed(name: string, kind: Kind, length = 0): Format {
  return formatOf(name, kind, 0, length);
}

function formatOf(name: string, kind: Kind, lengthSize: number, length: number): Format {
  const size = 1 + lengthSize + (kind === 'ext' ? 1 : 0);
  const valuesEach = kind === 'map' ? 2 : kind === 'array' ? 1 : 0;
  return { name, kind, size, lengthSize, length, valuesEach };
}

/** One format for each size of its length: `bin 8`, `bin 16`, `bin 32`. */
function sized(kind: Kind, ...sizes: readonly number[]): readonly Format[] {
  return sizes.map((size) => formatOf(`${kind} ${size * 8}`, kind, size, 0));
}

function numbers(kind: Kind, ...sizes: readonly number[]): readonly Format[] {
  return sizes.map((size) => fixed(`${kind} ${size * 8}`, kind, size));
}

function repeated(count: number, formatAt: (index: number) => Format): readonly Format[] {
  return Array.from({ length: count }, (_, index) => formatAt(index));
}

const NIL = fixed('nil', 'nil');

/** The format that each first byte stands for, from 0x00 to 0xff. */
export const FORMATS: readonly Format[] = [
  ...repeated(0x80, () => fixed('positive fixint', 'fixint')),
  ...repeated(0x10, (count) => fixed('fixmap', 'map', count)),
  ...repeated(0x10, (count) => fixed('fixarray', 'array', count)),
  ...repeated(0x20, (length) => fixed('fixstr', 'str', length)),
  NIL,
  fixed('never used', 'never-used'),
  fixed('false', 'boolean'),
  fixed('true', 'boolean'),
  ...sized('bin', 1, 2, 4),
  ...sized('ext', 1, 2, 4),
  ...numbers('float', 4, 8),
  ...numbers('uint', 1, 2, 4, 8),
  ...numbers('int', 1, 2, 4, 8),
  ...[1, 2, 4, 8, 16].map((length) => fixed(`fixext ${length}`, 'ext', length)),
  ...sized('str', 1, 2, 4),
  ...sized('array', 2, 4),
  ...sized('map', 2, 4),
  ...repeated(0x20, () => fixed('negative fixint', 'fixint')),
];
