/** What a format says that follows its head. */
export type Kind =
  | 'nil'
  | 'boolean'
  | 'integer'
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
  /** Bytes of the length or count behind the first byte; 0 where the first byte says it. */
  readonly lengthSize: 0 | 1 | 2 | 4;
  /** Length or count where the first byte says it. */
  readonly length: number;
}

/** The beginning of a value: its format, and how much belongs to it. */
export interface Head {
  readonly format: string;
  readonly kind: Kind;
  /** Bytes up to the content: first byte, length, type of an ext. */
  readonly size: number;
  /** Bytes of the content; elements of an array; pairs of a map. */
  readonly length: number;
}

/** The head at an offset; undefined where the bytes end within it. */
export function headAt(bytes: Uint8Array, at: number): Head | undefined {
  const format = FORMATS[bytes[at] ?? -1];
  if (!format) return undefined;
  const { name, kind, lengthSize } = format;
  const size = 1 + lengthSize + (kind === 'ext' ? 1 : 0);
  if (at + size > bytes.length) return undefined;
  const length = lengthSize === 0 ? format.length : unsigned(bytes, at + 1, lengthSize);
  return { format: name, kind, size, length };
}

/** Values that follow a head before its own value is complete. */
export function valuesInside({ kind, length }: Head): number {
  if (kind === 'array') return length;
  return kind === 'map' ? length * 2 : 0;
}

/** Bytes that follow a head and are no values. */
export function contentSize({ kind, length }: Head): number {
  return kind === 'array' || kind === 'map' ? 0 : length;
}

function unsigned(bytes: Uint8Array, start: number, size: number): number {
  let value = 0;
  for (let at = start; at < start + size; at += 1) value = value * 0x100 + (bytes[at] ?? 0);
  return value;
}

function fixed(name: string, kind: Kind, length = 0): Format {
  return { name, kind, lengthSize: 0, length };
}

/** One format for each size of its length: `bin 8`, `bin 16`, `bin 32`. */
function sized(kind: Kind, ...sizes: readonly (1 | 2 | 4)[]): readonly Format[] {
  return sizes.map((lengthSize) => ({
    name: `${kind} ${lengthSize * 8}`,
    kind,
    lengthSize,
    length: 0,
  }));
}

function numbers(name: string, kind: Kind, ...sizes: readonly number[]): readonly Format[] {
  return sizes.map((size) => fixed(`${name} ${size * 8}`, kind, size));
}

function repeated(count: number, formatOf: (index: number) => Format): readonly Format[] {
  return Array.from({ length: count }, (_, index) => formatOf(index));
}

/** The format that each first byte stands for, from 0x00 to 0xff. */
const FORMATS: readonly Format[] = [
  ...repeated(0x80, () => fixed('positive fixint', 'integer')),
  ...repeated(0x10, (count) => fixed('fixmap', 'map', count)),
  ...repeated(0x10, (count) => fixed('fixarray', 'array', count)),
  ...repeated(0x20, (length) => fixed('fixstr', 'str', length)),
  fixed('nil', 'nil'),
  fixed('never used', 'never-used'),
  fixed('false', 'boolean'),
  fixed('true', 'boolean'),
  ...sized('bin', 1, 2, 4),
  ...sized('ext', 1, 2, 4),
  ...numbers('float', 'float', 4, 8),
  ...numbers('uint', 'integer', 1, 2, 4, 8),
  ...numbers('int', 'integer', 1, 2, 4, 8),
  ...[1, 2, 4, 8, 16].map((length) => fixed(`fixext ${length}`, 'ext', length)),
  ...sized('str', 1, 2, 4),
  ...sized('array', 2, 4),
  ...sized('map', 2, 4),
  ...repeated(0x20, () => fixed('negative fixint', 'integer')),
];
