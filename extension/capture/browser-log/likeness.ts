import type { Headers } from '../../contract/words.ts';

/**
 * Whether the page and the log can have told of one response: 1 where all that the page was shown
 * stands in the log too, 0 where the page has told nothing yet, −1 where they contradict. A page
 * is not shown every header, and repeated ones are joined for it.
 */
export function likeness(shown: Headers | undefined, logged: Headers): -1 | 0 | 1 {
  if (shown === undefined) return 0;
  const values = new Map<string, string[]>();
  for (const [name, value] of logged) {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value.trim()]);
  }
  const isTold = ([name, value]: Headers[number]) =>
    values.get(name.toLowerCase())?.join(', ') === value.trim();
  return shown.every(isTold) ? 1 : -1;
}
