import type { ValueScanner } from '../value-stream.ts';
import { FORMATS, Head, NEVER_USED } from './head.ts';

/**
 * Finds where values end, by their heads alone. Values may be nested to any depth, and cut
 * anywhere: the scan goes on where it stopped when more bytes are there.
 */
export class MessagePackScanner implements ValueScanner {
  readonly #head = new Head();
  #at: number;
  #awaited = 1;

  constructor(start = 0) {
    this.#at = start;
  }

  next(bytes: Uint8Array): number | 'incomplete' {
    const head = this.#head;
    let at = this.#at;
    let awaited = this.#awaited;
    while (awaited > 0) {
      const first = bytes[at] ?? NEVER_USED;
      const size = SIZES[first] ?? 0;
      if (size > 0 && at + size <= bytes.length) {
        at += size;
        awaited += (VALUES[first] ?? 0) - 1;
      } else if (head.read(bytes, at) && head.end <= bytes.length) {
        at = head.end;
        awaited += head.values - 1;
      } else break;
    }
    this.#at = at;
    this.#awaited = awaited;
    if (awaited > 0) return 'incomplete';
    this.reset();
    return at;
  }

  reset(): void {
    this.#at = 0;
    this.#awaited = 1;
  }
}

/** Offset behind the value that begins at `start`; `undefined` where the bytes end before. */
export function endOfValue(bytes: Uint8Array, start: number): number | undefined {
  const end = new MessagePackScanner(start).next(bytes);
  return end === 'incomplete' ? undefined : end;
}

/** For each first byte that says by itself how far it goes: bytes up to the next head. Else 0. */
const SIZES = Uint8Array.from(FORMATS, (f) =>
  f.lengthSize > 0 ? 0 : f.size + (f.valuesEach === 0 ? f.length : 0),
);
const VALUES = Uint8Array.from(FORMATS, (f) => (f.lengthSize > 0 ? 0 : f.length * f.valuesEach));
