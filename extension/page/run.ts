import type { RunEvent } from '../contract/events.ts';
import { stringify } from './natives.ts';

/** A whole text message, as a run carries it. */
export interface TextMessage extends Pick<RunEvent, 'connection' | 'index' | 'time' | 'direction'> {
  readonly text: string;
  readonly size: number;
}

/** Longest run, in milliseconds: its delays are whole microseconds, in 32 bits. */
const LONGEST = 60_000;

/** Gathers text messages that follow one another into the JSON text of one event. */
export class Run {
  #first: TextMessage | undefined;
  #next = 0;
  #texts = '';
  #sizes = '';
  #delays = '';

  /** Characters so far. */
  get length(): number {
    return this.#texts.length + this.#sizes.length + this.#delays.length;
  }

  /** Adds a message, unless it does not go on where the run is. */
  add(message: TextMessage): boolean {
    const first = this.#first;
    if (first === undefined) this.#begin(message);
    else if (this.#goesOn(first, message)) this.#append(first, message);
    else return false;
    return true;
  }

  /** The event as JSON text, and an empty run again; undefined where there is none. */
  take(): string | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    const { connection, index, time, direction } = first;
    const run =
      `{"kind":"run","connection":${connection},"index":${index},"time":${time},"direction":"${direction}"` +
      `,"texts":[${this.#texts}],"sizes":[${this.#sizes}],"delays":[${this.#delays}]}`;
    this.#first = undefined;
    this.#texts = '';
    this.#sizes = '';
    this.#delays = '';
    return run;
  }

  #begin(message: TextMessage): void {
    this.#first = message;
    this.#next = message.index + 1;
    this.#texts = stringify(message.text);
    this.#sizes = `${message.size}`;
    this.#delays = '0';
  }

  #goesOn(first: TextMessage, { connection, direction, index, time }: TextMessage): boolean {
    const delay = time - first.time;
    const isNext = connection === first.connection && index === this.#next;
    return isNext && direction === first.direction && delay >= 0 && delay < LONGEST;
  }

  #append(first: TextMessage, { text, size, time }: TextMessage): void {
    const delay = ((time - first.time) * 1000 + 0.5) >>> 0;
    this.#next++;
    this.#texts += `,${stringify(text)}`;
    this.#sizes += `,${size}`;
    this.#delays += `,${delay}`;
  }
}
