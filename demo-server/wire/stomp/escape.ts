import type { StompVersion } from './frame.ts';

/**
 * Escapes in header names and values ("Value Encoding"): 1.0 has none, 1.1 has `\n`, `\c` and
 * `\\`, 1.2 has `\r` as well.
 */

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  [':', '\\c'],
  ['\r', '\\r'],
]);

/** The text as it is written. What a version cannot write, a line break in 1.0, becomes a space. */
export function escapeHeader(text: string, version: StompVersion): string {
  switch (version) {
    case '1.0':
      return text.replaceAll(/[\r\n]/g, ' ');
    case '1.1':
      return text.replaceAll('\r', ' ').replaceAll(/[\\\n:]/g, escaped);
    case '1.2':
      return text.replaceAll(/[\\\n:\r]/g, escaped);
  }
}

/** The text that was meant, or undefined where an escape is unknown: a fatal error in 1.1 and 1.2. */
export function unescapeHeader(text: string, version: StompVersion): string | undefined {
  if (version === '1.0' || !text.includes('\\')) return text;
  const known = version === '1.1' ? /\\[nc\\]/g : /\\[rnc\\]/g;
  if (text.replaceAll(known, '').includes('\\')) return undefined;
  return text.replaceAll(known, meant);
}

function escaped(character: string): string {
  return ESCAPES.get(character) ?? character;
}

function meant(sequence: string): string {
  switch (sequence) {
    case '\\n':
      return '\n';
    case '\\r':
      return '\r';
    case '\\c':
      return ':';
    default:
      return '\\';
  }
}
