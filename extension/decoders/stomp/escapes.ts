import type { ByteRange } from '../contract.ts';
import type { Version } from './commands.ts';

const BACKSLASH = 0x5c;

/** The letter after a backslash and what the pair stands for, by version. */
const ESCAPES: Readonly<Record<Version, ReadonlyMap<string, string>>> = {
  '1.0': new Map(),
  '1.1': new Map([
    ['n', '\n'],
    ['c', ':'],
    ['\\', '\\'],
  ]),
  '1.2': new Map([
    ['n', '\n'],
    ['r', '\r'],
    ['c', ':'],
    ['\\', '\\'],
  ]),
};

/** Resolves the escapes of a header's name or value. Unknown ones stay as they are written. */
export function unescapeHeader(text: string, version: Version): string {
  if (!text.includes('\\')) return text;
  const escapes = ESCAPES[version];
  // One pass from left to right: `\\n` is a backslash and an n, not a line feed.
  return text.replace(/\\([\s\S]?)/g, (pair, letter: string) => escapes.get(letter) ?? pair);
}

/** Offset of the first escape in a header line that the version does not know, or −1. */
export function badEscapeAt(bytes: Uint8Array, [start, end]: ByteRange, version: Version): number {
  if (version === '1.0') return -1;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== BACKSLASH) continue;
    const letter = at + 1 < end ? String.fromCharCode(bytes[at + 1] ?? 0) : '';
    if (!ESCAPES[version].has(letter)) return at;
    at += 1;
  }
  return -1;
}

/**
 * The version by whose escapes a frame's headers are written: CONNECT and CONNECTED are never
 * escaped, so that 1.0 understands them (1.2, "Value Encoding"). STOMP frames are not exempt.
 */
export function escapeVersion(command: string, version: Version): Version {
  return command === 'CONNECT' || command === 'CONNECTED' ? '1.0' : version;
}
