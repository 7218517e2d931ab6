import { contentSize, headAt, valuesInside } from './head.ts';

/**
 * Finds where values end, by their heads alone. Values may be nested to any depth, and cut
 * anywhere: the scan goes on where it stopped when more bytes are there.
 */
export class ValueScanner {
  #at = 0;
  #awaited = 1;

  /** Bytes of the first value; undefined while it is incomplete. The bytes may only have grown. */
  next(bytes: Uint8Array): number | undefined {
    while (this.#awaited > 0) {
      const head = headAt(bytes, this.#at);
      if (!head) return undefined;
      const end = this.#at + head.size + contentSize(head);
      if (end > bytes.length) return undefined;
      this.#at = end;
      this.#awaited += valuesInside(head) - 1;
    }
    const length = this.#at;
    this.reset();
    return length;
  }

  /** Begins anew with another value. */
  reset(): void {
    this.#at = 0;
    this.#awaited = 1;
  }
}
