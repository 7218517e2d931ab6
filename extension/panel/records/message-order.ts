import type { Journal } from '../../journal/journal.ts';
import { lowerBound } from './filtered-rows.ts';

/**
 * The journal's messages by time, for the raw list, late arrivals inserted. The first one in `all`
 * has the place `dropped`.
 */
export class MessageOrder {
  #all: number[] = [];
  #times: number[] = [];
  #dropped = 0;
  #next = 0;
  #changed = 0;

  constructor(readonly journal: Journal) {}

  /** Running numbers of the messages. */
  get all(): readonly number[] {
    return this.#all;
  }

  /** Messages that left at the front because the journal dropped them. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes in new messages and lets dropped ones go. */
  advance(): void {
    const { firstMessage, nextMessage } = this.journal;
    this.#dropBefore(firstMessage);
    for (let number = Math.max(this.#next, firstMessage); number < nextMessage; number++) {
      const time = this.journal.message(number)?.time;
      if (time !== undefined) this.#insert(number, time);
    }
    this.#next = nextMessage;
  }

  /** Lowest place that changed since this was last asked; where nothing did, the end. */
  takeChanged(): number {
    const place = this.#changed;
    this.#changed = this.#dropped + this.#all.length;
    return place;
  }

  #insert(number: number, time: number): void {
    const { length } = this.#times;
    const last = this.#times[length - 1];
    if (last === undefined || last <= time) {
      this.#all.push(number);
      this.#times.push(time);
      return;
    }
    const index = lowerBound(length, (i) => ((this.#times[i] ?? 0) <= time ? -1 : 1));
    this.#all.splice(index, 0, number);
    this.#times.splice(index, 0, time);
    this.#changed = Math.min(this.#changed, this.#dropped + index);
  }

  #dropBefore(first: number): void {
    let gone = 0;
    while ((this.#all[gone] ?? first) < first) gone += 1;
    if (gone === 0) return;
    this.#all.splice(0, gone);
    this.#times.splice(0, gone);
    this.#dropped += gone;
  }
}
