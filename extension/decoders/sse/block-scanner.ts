const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

/** Where the lines of a block lie, without their ends: start and end of each in turn, none empty. */
export type LineTable = readonly number[];

/** The block that some bytes begin with. */
export interface FoundBlock {
  readonly length: number;
  readonly lines: LineTable;
}

/**
 * Finds where the blocks of an event stream end (WHATWG HTML §9.2.5), and the lines in them, looking
 * at each byte once.
 *
 * A block is what an empty line ends. A comment before any field is a block of its own, with the
 * empty line that follows it, so that a keep-alive does not wait for the next event. Where a block
 * ends depends on the bytes alone, never on how they were cut into messages.
 */
export class BlockScanner {
  /** First byte not looked at. */
  #at = 0;
  #lineStart = 0;
  #lines: number[] = [];
  /** Whether the block's first line was a comment, so that the block is over unless a blank line follows. */
  #hasOnlyComment = false;
  /** The last line ended with CR alone: such a stream has no LF to wait for. */
  #usesBareCr = false;
  #isStreamStart = true;
  /** The last block ended with a CR that an LF may follow. */
  #mayFollowLf = false;

  /**
   * The first complete block. With `isFinal` nothing follows the bytes, so that a CR at the very end
   * needs no LF. `undefined` while the block is incomplete.
   */
  next(bytes: Uint8Array, isFinal: boolean): FoundBlock | undefined {
    if (!this.#passBeginning(bytes, isFinal)) return undefined;
    for (;;) {
      if (this.#hasOnlyComment && this.#isAnotherLine(bytes)) return this.#finish(this.#lineStart);
      const lineEnd = this.#findLineEnd(bytes);
      if (lineEnd === undefined) return undefined;
      const next = this.#behindLineEnd(bytes, lineEnd, isFinal);
      if (next === undefined) return undefined;
      const isBlank = lineEnd === this.#lineStart;
      if (isBlank) return this.#finish(next);
      if (this.#lines.length === 0) this.#hasOnlyComment = bytes[this.#lineStart] === COLON;
      this.#lines.push(this.#lineStart, lineEnd);
      this.#lineStart = next;
      this.#at = next;
    }
  }

  /** All the bytes as a block, though nothing ends it. */
  rest(bytes: Uint8Array): FoundBlock {
    const end = this.#findLineEnd(bytes) ?? bytes.length;
    if (end > this.#lineStart) this.#lines.push(this.#lineStart, end);
    this.#mayFollowLf = false;
    return this.#finish(bytes.length);
  }

  /** Passes over what may stand before the first line; false while that cannot be told. */
  #passBeginning(bytes: Uint8Array, isFinal: boolean): boolean {
    if (this.#lineStart > 0 || this.#at > 0 || bytes.length === 0) return bytes.length > 0;
    if (this.#isStreamStart) {
      const mark = [0xef, 0xbb, 0xbf].findIndex((byte, index) => bytes[index] !== byte);
      if (mark >= bytes.length && !isFinal) return false;
      this.#skip(mark < 0 ? 3 : 0);
      this.#isStreamStart = false;
    } else if (this.#mayFollowLf && bytes[0] === LF) {
      this.#skip(1);
    }
    this.#mayFollowLf = false;
    return true;
  }

  #skip(count: number): void {
    this.#at = count;
    this.#lineStart = count;
  }

  #isAnotherLine(bytes: Uint8Array): boolean {
    const first = bytes[this.#lineStart];
    return first !== undefined && first !== LF && first !== CR;
  }

  #findLineEnd(bytes: Uint8Array): number | undefined {
    const { length } = bytes;
    let at = this.#at;
    let byte = bytes[at];
    while (at < length && byte !== LF && byte !== CR) {
      at += 1;
      byte = bytes[at];
    }
    this.#at = at;
    return at < length ? at : undefined;
  }

  #behindLineEnd(bytes: Uint8Array, lineEnd: number, isFinal: boolean): number | undefined {
    if (bytes[lineEnd] === LF) return lineEnd + 1;
    const following = bytes[lineEnd + 1];
    const isLastByte = following === undefined;
    // An empty line after a bare CR ends the block at once; an LF after it goes to the next block.
    const isBlank = lineEnd === this.#lineStart;
    if (isBlank && this.#usesBareCr) {
      this.#mayFollowLf = true;
      return lineEnd + 1;
    }
    if (isLastByte && !isFinal) return undefined;
    this.#usesBareCr = following !== LF;
    return following === LF ? lineEnd + 2 : lineEnd + 1;
  }

  #finish(length: number): FoundBlock {
    const lines = this.#lines;
    this.#at = 0;
    this.#lineStart = 0;
    this.#lines = [];
    this.#hasOnlyComment = false;
    return { length, lines };
  }
}
