/**
 * Names under which people's words, the tokens of a language model, or what went wrong are usually
 * found, in small letters; 0 is most telling.
 */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['error', 0],
  ...['text', 'content', 'delta', 'thinking', 'arguments', 'partial_json'].map(
    (name) => [name, 1] as const,
  ),
  ['message', 2],
  ['detail', 2],
]);

/** It may stand at the end of any name. */
const REASON = 'reason';
const REASON_RANK = 3;

/** The rank of a name that tells nothing. */
export const SILENT = 4;

/** By the code of a name's last letter in small, whether it may tell something. */
const LAST_LETTERS = Array.from({ length: 0x80 }, (_, code) =>
  [...RANKS.keys(), REASON].some((name) => name.charCodeAt(name.length - 1) === code),
);

/** How telling the name `[start, end)` of a text is: 0 most, `SILENT` not at all. */
export function rankOf(text: string, start: number, end: number): number {
  // Most names are told apart by their last letter, without a text of their own.
  if (end <= start || !LAST_LETTERS[text.charCodeAt(end - 1) | 0x20]) return SILENT;
  const name = text.slice(start, end).toLowerCase();
  return RANKS.get(name) ?? (name.endsWith(REASON) ? REASON_RANK : SILENT);
}
