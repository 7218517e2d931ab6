const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Characters of a name, and of the value behind the first one, that are looked at. */
const LONGEST = 64;

/** The names of an object's first members. */
export interface FirstNames {
  readonly first: string;
  /** Absent where it is not near, or there is none. */
  readonly second: string | undefined;
}

/**
 * The names that a text beginning with `{"` names first, written without space, escapes and other
 * letters than ASCII, as encoders write them; undefined where they are written otherwise.
 */
export function firstNames(text: string): FirstNames | undefined {
  const end = nameEnd(text, 1);
  if (end < 0 || text.charCodeAt(end) !== COLON) return undefined;
  const next = scalarEnd(text, end + 1);
  const hasNext = next >= 0 && text.charCodeAt(next) === COMMA;
  const nextEnd = hasNext ? nameEnd(text, next + 1) : -1;
  const second = nextEnd < 0 ? undefined : text.slice(next + 2, nextEnd - 1);
  return { first: text.slice(2, end - 1), second };
}

/** Index behind the name whose quote is at `start`; −1 where none is, or it is written unusually. */
function nameEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return -1;
  for (let at = start + 1; at < start + LONGEST; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (!(code > 0x20 && code < 0x7f) || code === BACKSLASH) return -1;
  }
  return -1;
}

/** Index behind a short string, number or word; −1 where the value is another one. */
function scalarEnd(text: string, start: number): number {
  const isString = text.charCodeAt(start) === QUOTE;
  for (let at = isString ? start + 1 : start; at < start + LONGEST; at += 1) {
    const code = text.charCodeAt(at);
    if (isString && code === QUOTE) return at + 1;
    if (isString ? code === BACKSLASH || Number.isNaN(code) : !isWordOrNumber(code))
      return isString || at === start ? -1 : at;
  }
  return -1;
}

/** Letters, digits, `+`, `-` and `.`. */
function isWordOrNumber(code: number): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
}
