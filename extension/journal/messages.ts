import type { Content, MessageCaptured } from '../contract/capture.ts';
import type { Entry } from './entry.ts';
import type { Message } from './message.ts';
import { PAGE_LENGTH, Page } from './page.ts';

/** Where a message lies. */
export interface Place {
  readonly page: Page;
  readonly slot: number;
}

/** All messages by running number, in pages that come at the end and go at the front. */
export class Messages {
  readonly #pages = new Map<number, Page>();
  #first = 0;
  #next = 0;
  #payloadBytes = 0;

  /** The oldest number that may still be here. */
  get first(): number {
    return this.#first;
  }

  get next(): number {
    return this.#next;
  }

  /** Memory that the payloads take, as far as one can tell. */
  get payloadBytes(): number {
    return this.#payloadBytes;
  }

  append(entry: Entry, message: MessageCaptured): number {
    const number = this.#next;
    this.#next += 1;
    const index = Math.floor(number / PAGE_LENGTH);
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = new Page();
      this.#pages.set(index, page);
    }
    page.write(number % PAGE_LENGTH, entry, message);
    this.#payloadBytes += weigh(page.content(number % PAGE_LENGTH));
    return number;
  }

  place(number: number): Place | undefined {
    if (number < this.#first || number >= this.#next) return undefined;
    const page = this.#pages.get(Math.floor(number / PAGE_LENGTH));
    return page && { page, slot: number % PAGE_LENGTH };
  }

  message(number: number): Message | undefined {
    const place = this.place(number);
    return place?.page.message(place.slot, number);
  }

  has(number: number): boolean {
    const place = this.place(number);
    return place?.page.entry(place.slot) !== undefined;
  }

  position(number: number): number {
    const place = this.place(number);
    return place ? place.page.position(place.slot) : Number.NEGATIVE_INFINITY;
  }

  writeContent({ page, slot }: Place, content: Content): void {
    this.#payloadBytes -= weigh(page.content(slot));
    page.writeContent(slot, content);
    this.#payloadBytes += weigh(page.content(slot));
  }

  /** Frees a message wherever it is. */
  drop(number: number): void {
    const place = this.place(number);
    if (place === undefined) return;
    this.#payloadBytes -= weigh(place.page.content(place.slot));
    place.page.drop(place.slot);
  }

  /** Frees the oldest number; gives the connection it belonged to, if it was still here. */
  dropFirst(): Entry | undefined {
    const place = this.place(this.#first);
    const entry = place?.page.entry(place.slot);
    this.drop(this.#first);
    this.#first += 1;
    if (this.#first % PAGE_LENGTH === 0) this.#pages.delete(this.#first / PAGE_LENGTH - 1);
    return entry;
  }

  clear(): void {
    this.#pages.clear();
    this.#first = this.#next;
    this.#payloadBytes = 0;
  }
}

/** Engines keep text in one byte per character where they can; this is a lower bound. */
function weigh(content: string | Uint8Array | undefined): number {
  return content?.length ?? 0;
}
