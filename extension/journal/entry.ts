import type { ConnectionChange, ConnectionSeen } from '../contract/capture.ts';
import type { Direction } from '../contract/words.ts';
import type { Connection } from './connection.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Tally = Record<Direction, number>;
type Live = Writable<Omit<Connection, 'messages' | 'bytes'>> & { messages: Tally; bytes: Tally };

/** What an entry asks of the messages whose numbers it has. */
interface Kept {
  has(number: number): boolean;
  /** Of a message that was dropped, less than any other. */
  position(number: number): number;
}

/** A connection with the numbers of its messages, ordered by position. */
export class Entry {
  readonly #live: Live;
  #numbers: number[] = [];
  #gone = 0;
  /** Whether numbers and positions ever ran apart. */
  #hadLateOnes = false;

  constructor(seen: ConnectionSeen) {
    const { kind: _, connection: id, ...facts } = seen;
    this.#live = { ...facts, id, state: 'connecting', messages: tally(), bytes: tally() };
  }

  /** One object for the life of the connection; its fields change. */
  get connection(): Connection {
    return this.#live;
  }

  get isOver(): boolean {
    return this.#live.state !== 'connecting' && this.#live.state !== 'open';
  }

  /** May still hold numbers of dropped messages. */
  get numbers(): readonly number[] {
    return this.#numbers;
  }

  see(seen: ConnectionSeen): void {
    const { kind: _, connection: _id, ...facts } = seen;
    Object.assign(this.#live, facts);
  }

  change(change: ConnectionChange): void {
    Object.assign(this.#live, change);
  }

  add(number: number, index: number, direction: Direction, size: number): void {
    this.#insert(number, index);
    this.#live.messages[direction] += 1;
    this.#live.bytes[direction] += size;
  }

  /** The size of an earlier message turned out to be another. */
  correct(direction: Direction, difference: number): void {
    this.#live.bytes[direction] += difference;
  }

  /** Index at which a message of this position belongs: behind all that are not later. */
  indexAfter(position: number, kept: Kept): number {
    const last = this.#numbers.at(-1);
    if (last === undefined || kept.position(last) <= position) return this.#numbers.length;
    // Dropped numbers count as earliest, which keeps the order unless some came late.
    if (this.#hadLateOnes) this.tidy(kept);
    let low = 0;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (kept.position(this.#numbers[middle] ?? Number.NaN) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** One message was dropped; the list is tidied now and then, so that this costs little. */
  forget(kept: Kept): void {
    this.#gone += 1;
    if (this.#gone * 2 > this.#numbers.length) this.tidy(kept);
  }

  /** Takes the numbers of dropped messages out. */
  tidy(kept: Kept): void {
    if (this.#gone > 0) this.#numbers = this.#numbers.filter((number) => kept.has(number));
    this.#gone = 0;
  }

  /** Starts counting anew, without messages. */
  reset(): void {
    this.#numbers = [];
    this.#gone = 0;
    this.#hadLateOnes = false;
    this.#live.messages = tally();
    this.#live.bytes = tally();
  }

  #insert(number: number, index: number): void {
    if (index === this.#numbers.length) {
      this.#numbers.push(number);
      return;
    }
    this.#numbers.splice(index, 0, number);
    this.#hadLateOnes = true;
  }
}

function tally(): Tally {
  return { sent: 0, received: 0 };
}
