import type { Headers as HeaderList } from '../contract/words.ts';
import { append, isArray, keys, text, uncurry } from './natives.ts';
import { peekValue } from './peek.ts';

type Pair = readonly [name: string, value: string];

const forEachHeader = uncurry(Headers.prototype.forEach);

/** The headers of a Headers object. Throws if it is none. */
export function headersOf(headers: unknown): HeaderList {
  const list: Pair[] = [];
  forEachHeader(headers, (value, name) => append(list, [name, value]));
  return list;
}

/**
 * Headers as a page may give them to `fetch`: a Headers object, an array of pairs, or a record.
 * What only the page's own code could turn into a string is left out.
 */
export function headersGiven(given: unknown): HeaderList {
  if (typeof given !== 'object' || given === null) return [];
  if (isArray(given)) return pairsOf(given);
  try {
    return headersOf(given);
  } catch {
    return recordOf(given);
  }
}

function pairsOf(given: readonly unknown[]): HeaderList {
  const list: Pair[] = [];
  for (let at = 0; at < given.length; at++) {
    const pair = peekValue(given, at);
    if (isArray(pair)) addPrimitive(list, peekValue(pair, 0), peekValue(pair, 1));
  }
  return list;
}

function recordOf(given: object): HeaderList {
  const list: Pair[] = [];
  const names = keys(given);
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    addPrimitive(list, name, peekValue(given, name));
  }
  return list;
}

function addPrimitive(list: Pair[], name: unknown, value: unknown): void {
  const isText = typeof value === 'string' || typeof value === 'number';
  if (typeof name === 'string' && isText) append(list, [text.toLowerCase(name), `${value}`]);
}

/** Header lines as `XMLHttpRequest.getAllResponseHeaders()` gives them: `name: value\r\n` each. */
export function headersOfLines(lines: string): HeaderList {
  const list: Pair[] = [];
  let start = 0;
  while (start < lines.length) {
    const found = text.indexOf(lines, '\r\n', start);
    const end = found === -1 ? lines.length : found;
    const colon = text.indexOf(lines, ':', start);
    if (colon !== -1 && colon < end) {
      const value = text.trim(text.slice(lines, colon + 1, end));
      append(list, [text.slice(lines, start, colon), value]);
    }
    start = end + 2;
  }
  return list;
}
