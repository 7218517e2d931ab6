import { text } from '../natives.ts';
import type { XhrNatives } from './xhr-natives.ts';

/** The text of one response while it comes, and how much of it was taken. */
export class GrowingText {
  readonly #natives: Pick<XhrNatives, 'responseText'>;
  readonly #xhr: unknown;
  /** UTF-16 units taken so far. */
  #taken = 0;
  /** As the page read it last: the browser drops a text when its request fails or its document goes. */
  #seen = '';

  constructor(natives: Pick<XhrNatives, 'responseText'>, xhr: unknown) {
    this.#natives = natives;
    this.#xhr = xhr;
  }

  get isTaken(): boolean {
    return this.#taken > 0;
  }

  saw(read: string): void {
    this.#seen = read;
  }

  forget(): void {
    this.#seen = '';
  }

  /** Takes what is new; may be nothing. Only for a response whose type is text. */
  take(): string {
    const current = this.#natives.responseText(this.#xhr);
    const whole = current.length < this.#seen.length ? this.#seen : current;
    const grown = text.slice(whole, this.#taken);
    this.#taken += grown.length;
    return grown;
  }
}
