/** A stretch of one message's bytes. */
export interface Stretch {
  readonly message: number;
  readonly range: readonly [start: number, end: number];
}

interface Piece {
  readonly message: number;
  /** Offset in the message of the piece's first byte. */
  readonly start: number;
  length: number;
}

/**
 * The bytes of several messages as one stretch that is read from the front, and that knows which
 * message each byte came from. One message at a time costs no copy.
 */
export class JoinedBytes {
  #buffer: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  /** Whether the buffer was made here; a message's own bytes are never written to. */
  #isOwn = false;
  #pieces: Piece[] = [];

  /** What was appended and not yet taken. */
  get bytes(): Uint8Array {
    return this.#view(this.#end);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  append(message: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.length === 0) this.#adopt(bytes);
    else this.#join(bytes);
    this.#pieces.push({ message, start: 0, length: bytes.length });
  }

  /** Takes `count` bytes from the front; the view stays valid. */
  take(count: number): { readonly bytes: Uint8Array; readonly sources: readonly Stretch[] } {
    const size = Math.min(count, this.length);
    const bytes = this.#view(this.#start + size);
    this.#start += size;
    return { bytes, sources: this.#takePieces(size) };
  }

  /** From the front up to `end`; no new view where that is a whole message. */
  #view(end: number): Uint8Array {
    const isWhole = this.#start === 0 && end === this.#buffer.length;
    return isWhole ? this.#buffer : this.#buffer.subarray(this.#start, end);
  }

  #adopt(bytes: Uint8Array): void {
    this.#buffer = bytes;
    this.#start = 0;
    this.#end = bytes.length;
    this.#isOwn = false;
  }

  #join(bytes: Uint8Array): void {
    const size = this.length + bytes.length;
    if (!this.#isOwn || this.#end + bytes.length > this.#buffer.length) {
      // Twice the size, so that many small pieces cost linear time. Views already taken keep the
      // old buffer.
      const grown = new Uint8Array(size * 2);
      grown.set(this.bytes);
      this.#buffer = grown;
      this.#end = this.length;
      this.#start = 0;
      this.#isOwn = true;
    }
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #takePieces(count: number): readonly Stretch[] {
    const [first] = this.#pieces;
    if (first && first.length === count && this.#pieces.length === 1) {
      this.#pieces.pop();
      return [{ message: first.message, range: [first.start, first.start + count] }];
    }
    const sources: Stretch[] = [];
    let left = count;
    let used = 0;
    for (const piece of this.#pieces) {
      if (left === 0) break;
      const size = Math.min(piece.length, left);
      sources.push({ message: piece.message, range: [piece.start, piece.start + size] });
      left -= size;
      if (size < piece.length) {
        this.#pieces[used] = { ...piece, start: piece.start + size, length: piece.length - size };
        break;
      }
      used += 1;
    }
    this.#pieces.splice(0, used);
    return sources;
  }
}
