const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;

/** Where the first delimiter line lies, and the delimiter without its line ends: `--` and the boundary. */
export interface FirstDelimiter {
  readonly start: number;
  readonly delimiter: Uint8Array;
}

/**
 * The first line that begins with two hyphens. The boundary is declared in the Content-Type header,
 * which a body alone does not have; what comes before that line is a preamble. `undefined` while
 * there is no such line, or its end is not there yet.
 */
export function firstDelimiter(bytes: Uint8Array): FirstDelimiter | undefined {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LF, start);
    if (end < 0) return undefined;
    const delimiter = bytes.slice(start, behindText(bytes, start, end));
    // A boundary has at least one character.
    if (delimiter.length > 2 && delimiter[0] === HYPHEN && delimiter[1] === HYPHEN)
      return { start, delimiter };
    start = end + 1;
  }
  return undefined;
}

/** White space at the end of a delimiter line is padding. */
function behindText(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}

/**
 * Where the next delimiter begins, with the line end before it, which belongs to it (RFC 2046
 * §5.1.1). A line need only begin with the delimiter. `undefined` where there is none from `from` on.
 */
export function nextDelimiter(
  bytes: Uint8Array,
  delimiter: Uint8Array,
  from: number,
): number | undefined {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (at + delimiter.length >= bytes.length) return undefined;
    if (delimiter.every((byte, index) => bytes[at + 1 + index] === byte)) {
      return at > from && bytes[at - 1] === CR ? at - 1 : at;
    }
  }
  return undefined;
}
