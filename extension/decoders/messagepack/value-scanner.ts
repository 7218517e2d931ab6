import type { ValueScanner } from '../value-stream.ts';
import { contentSize, headAt, valuesInside } from './head.ts';

/**
 * Finds where values end, by their heads alone. Values may be nested to any depth, and cut
 * anywhere: the scan goes on where it stopped when more bytes are there.
 */
export class MessagePackScanner implements ValueScanner {
  #at = 0;
  #awaited = 1;

  next(bytes: Uint8Array): number | 'incomplete' {
    while (this.#awaited > 0) {
      const head = headAt(bytes, this.#at);
      if (!head) return 'incomplete';
      const end = this.#at + head.size + contentSize(head);
      if (end > bytes.length) return 'incomplete';
      this.#at = end;
      this.#awaited += valuesInside(head) - 1;
    }
    const length = this.#at;
    this.reset();
    return length;
  }

  reset(): void {
    this.#at = 0;
    this.#awaited = 1;
  }
}
