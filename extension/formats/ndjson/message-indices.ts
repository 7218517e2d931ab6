import type { Journal } from '../../journal/journal.ts';
import type { Message } from '../../journal/message.ts';

/** Numbers the messages of each connection anew, from 0 in the order of their positions. */
export class MessageIndices {
  readonly #journal: Journal;
  readonly #known = new Map<string, ReadonlyMap<number, number>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  of({ connection, number }: Message): number {
    let indices = this.#known.get(connection);
    if (indices === undefined) {
      const numbers = this.#journal.messagesOf(connection);
      indices = new Map(numbers.map((one, index) => [one, index]));
      this.#known.set(connection, indices);
    }
    return indices.get(number) ?? 0;
  }

  /** Undefined for a message that was dropped. */
  find(number: number): { readonly connection: string; readonly index: number } | undefined {
    const message = this.#journal.message(number);
    return message && { connection: message.connection, index: this.of(message) };
  }
}
