import type { Field } from './contract.ts';

const FIXED = 10;
/** FLG (RFC 1952 §2.3.1). */
const FLAGS = { text: 0x01, headerCrc: 0x02, extra: 0x04, name: 0x08, comment: 0x10 } as const;
const RESERVED = 0xe0;
const SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0, 'FAT'],
  [3, 'Unix'],
  [7, 'Macintosh'],
  [10, 'TOPS-20'],
  [11, 'NTFS'],
  [255, 'unknown'],
]);

/** What stands before a member's compressed data. */
export interface Head {
  readonly fields: readonly Field[];
  /** Where the compressed data begin; the end of the bytes where the head is incomplete. */
  readonly end: number;
  readonly isWhole: boolean;
  /** FNAME, what the file was called. */
  readonly name?: string;
}

/** Whether a gzip member may begin: magic, the one method there is, no reserved flag. */
export function beginsGzip(bytes: Uint8Array, at = 0): boolean {
  const [first, second, method, flags = RESERVED] = bytes.subarray(at, at + 4);
  return first === 0x1f && second === 0x8b && method === 8 && (flags & RESERVED) === 0;
}

/** Reads the head of a member (RFC 1952 §2.3). */
export function readGzipHead(bytes: Uint8Array, start: number): Head {
  const at = (offset: number) => bytes[start + offset] ?? 0;
  if (start + FIXED > bytes.length) return { fields: [], end: bytes.length, isWhole: false };
  const flags = at(3);
  const time = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(4, true);
  const range = (from: number, to: number) => [start + from, start + to] as const;
  const fields: Field[] = [
    { name: 'ID', value: '1f 8b', range: range(0, 2), note: 'gzip' },
    { name: 'CM', value: at(2), range: range(2, 3), note: 'compression method: deflate' },
    { name: 'FLG', value: flags, range: range(3, 4), note: flagNames(flags) },
    { name: 'MTIME', value: time, range: range(4, 8), note: timeText(time) },
    { name: 'XFL', value: at(8), range: range(8, 9), note: 'extra flags' },
    { name: 'OS', value: at(9), range: range(9, 10), note: SYSTEMS.get(at(9)) ?? 'system' },
  ];
  return new HeadReader(bytes, start + FIXED, fields).read(flags);
}

/** The parts that the flags announce. */
class HeadReader {
  readonly #bytes: Uint8Array;
  readonly #fields: Field[];
  #at: number;
  #isWhole = true;

  constructor(bytes: Uint8Array, at: number, fields: Field[]) {
    this.#bytes = bytes;
    this.#at = at;
    this.#fields = fields;
  }

  read(flags: number): Head {
    if (flags & FLAGS.extra) this.#extra();
    const name = flags & FLAGS.name ? this.#text('FNAME', 'file name') : undefined;
    if (flags & FLAGS.comment) this.#text('FCOMMENT', 'comment');
    if (flags & FLAGS.headerCrc) this.#part('FHCRC', 2, 'checksum of the header');
    const [fields, isWhole] = [this.#fields, this.#isWhole];
    const end = isWhole ? this.#at : this.#bytes.length;
    return { fields, end, isWhole, ...(name !== undefined && { name }) };
  }

  #extra(): void {
    const [low = 0, high = 0] = this.#bytes.subarray(this.#at, this.#at + 2);
    this.#part('FEXTRA', 2 + low + high * 0x100, 'extra field');
  }

  #text(name: string, note: string): string | undefined {
    const end = this.#isWhole ? this.#bytes.indexOf(0, this.#at) : -1;
    if (end < 0) {
      this.#isWhole = false;
      return undefined;
    }
    // ISO 8859-1 (RFC 1952 §2.3.1).
    const value = Array.from(
      this.#bytes.subarray(this.#at, Math.min(end, this.#at + LONGEST)),
      (byte) => String.fromCharCode(byte),
    ).join('');
    this.#fields.push({ name, value, range: [this.#at, end + 1], note });
    this.#at = end + 1;
    return value;
  }

  #part(name: string, length: number, note: string): void {
    if (!this.#isWhole || this.#at + length > this.#bytes.length) {
      this.#isWhole = false;
      return;
    }
    this.#fields.push({
      name,
      value: length,
      range: [this.#at, this.#at + length],
      note: `${note}, bytes`,
    });
    this.#at += length;
  }
}

/** Characters of a name that are shown. */
const LONGEST = 1000;

function flagNames(flags: number): string {
  const names = Object.entries(FLAGS).filter(([, bit]) => (flags & bit) !== 0);
  return names.length === 0 ? 'no flags' : names.map(([name]) => name).join(', ');
}

function timeText(seconds: number): string {
  return seconds === 0 ? 'no time' : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
