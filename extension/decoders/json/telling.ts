/**
 * Names under which people's words, the tokens of a language model, or what went wrong are usually
 * found; the most telling first.
 */
const TELLING: readonly RegExp[] = [
  /^error$/i,
  /^(?:text|content|delta|thinking|arguments|partial_json)$/i,
  /^(?:message|detail)$/i,
  /reason$/i,
];

/** The rank of a name that tells nothing. */
export const SILENT = TELLING.length;

/** Lengths of the names above; `reason` may stand at the end of any. */
const LENGTHS: ReadonlySet<number> = new Set([4, 5, 6, 7, 8, 9, 12]);
const REASON = 6;

/** How telling the name `[start, end)` of a text is: 0 most, `SILENT` not at all. */
export function rankOf(text: string, start: number, end: number): number {
  const length = end - start;
  // Most names are told apart by their length and last letter, without a text of their own.
  const mayEndInReason = length >= REASON && (text.charCodeAt(end - 1) | 0x20) === LETTER_N;
  if (!mayEndInReason && !LETTERS.has(text.charCodeAt(end - 1) | 0x20)) return SILENT;
  if (!mayEndInReason && !LENGTHS.has(length)) return SILENT;
  const name = text.slice(start, end);
  const found = TELLING.findIndex((pattern) => pattern.test(name));
  return found < 0 ? SILENT : found;
}

const LETTER_N = 0x6e;
/** Last letters of the names above. */
const LETTERS: ReadonlySet<number> = new Set(
  Array.from('rtagsnel', (letter) => letter.charCodeAt(0)),
);
