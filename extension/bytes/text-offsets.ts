import { utf8Length } from './utf8.ts';

/** Distance between remembered positions, in UTF-16 units. */
const STRIDE = 1024;

/**
 * Where a position in a text lies in its UTF-8 bytes. ASCII text costs one pass and no memory;
 * other text remembers one offset per 1024 units.
 */
export class TextOffsets {
  readonly #text: string;
  readonly #marks: readonly number[];
  /** Bytes of the whole text. */
  readonly length: number;

  constructor(text: string) {
    this.#text = text;
    this.length = utf8Length(text);
    this.#marks = this.length === text.length ? [] : marks(text);
  }

  /** Byte offset of a UTF-16 position, which may lie between the halves of a pair. */
  at(position: number): number {
    const index = Math.min(Math.max(position, 0), this.#text.length);
    if (this.length === this.#text.length) return index;
    const mark = Math.floor(index / STRIDE);
    const from = alignedStart(this.#text, mark * STRIDE);
    return (this.#marks[mark] ?? 0) + utf8Length(this.#text.slice(from, Math.max(from, index)));
  }
}

function marks(text: string): readonly number[] {
  const found: number[] = [0];
  let from = 0;
  for (let at = STRIDE; at <= text.length; at += STRIDE) {
    const next = alignedStart(text, at);
    found.push((found.at(-1) ?? 0) + utf8Length(text.slice(from, next)));
    from = next;
  }
  return found;
}

/** A mark between the halves of a surrogate pair moves behind the pair. */
function alignedStart(text: string, at: number): number {
  const code = at > 0 ? text.codePointAt(at - 1) : undefined;
  return code !== undefined && code > 0xffff ? at + 1 : at;
}
