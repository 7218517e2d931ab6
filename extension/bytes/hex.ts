/** One line of a hex dump. */
export interface HexRow {
  /** Offset of the row's first byte, as eight hex digits. */
  readonly label: string;
  readonly offset: number;
  /** Two hex digits per byte. */
  readonly hex: readonly string[];
  /** Printable ASCII; a dot for anything else. */
  readonly ascii: string;
}

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** Number of rows that a dump of so many bytes has. */
export function hexRowCount(length: number, columns = 16): number {
  return Math.ceil(length / columns);
}

/** Rows `[first, end)` of a hex dump, for a list that only draws what is visible. */
export function hexRows(
  bytes: Uint8Array,
  first = 0,
  end = Number.POSITIVE_INFINITY,
  columns = 16,
): readonly HexRow[] {
  const rows: HexRow[] = [];
  const last = Math.min(end, hexRowCount(bytes.length, columns));
  for (let row = Math.max(first, 0); row < last; row += 1) {
    rows.push(hexRow(bytes, row * columns, columns));
  }
  return rows;
}

/** The bytes as pairs of hex digits with spaces between: `61 5b 22`. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, pair).join(' ');
}

function hexRow(bytes: Uint8Array, offset: number, columns: number): HexRow {
  const part = bytes.subarray(offset, offset + columns);
  return {
    label: offset.toString(16).padStart(8, '0'),
    offset,
    hex: Array.from(part, pair),
    ascii: Array.from(part, printable).join(''),
  };
}

function pair(byte: number): string {
  return PAIRS[byte] ?? '';
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
