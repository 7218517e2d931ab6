import type { Version } from './commands.ts';

/** The letter after a backslash and what the pair stands for, by version. */
const ESCAPES: Readonly<Record<Version, Readonly<Record<string, string>>>> = {
  '1.0': {},
  '1.1': { n: '\n', c: ':', '\\': '\\' },
  '1.2': { n: '\n', c: ':', '\\': '\\', r: '\r' },
};

/** A text with its escapes resolved; `badAt` is the UTF-16 position of the first unknown one, or −1. */
export interface Unescaped {
  readonly text: string;
  readonly badAt: number;
}

/** Resolves the escapes of a header's name or value. Unknown ones stay as they are written. */
export function unescapeHeader(text: string, version: Version): Unescaped {
  if (version === '1.0' || !text.includes('\\')) return { text, badAt: -1 };
  const escapes = ESCAPES[version];
  let badAt = -1;
  // One pass from left to right: `\\n` is a backslash and an n, not a line feed.
  const plain = text.replace(/\\([\s\S]?)/g, (pair, letter: string, at: number) => {
    const meaning = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (meaning === undefined && badAt < 0) badAt = at;
    return meaning ?? pair;
  });
  return { text: plain, badAt };
}
