import type { JsonProblem } from './value.ts';

/** Where a reading of JSON stands, and what it found wrong so far. */
export class Position {
  readonly bytes: Uint8Array;
  readonly problems: JsonProblem[] = [];
  at = 0;
  #isStopped = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Whether the reading met something that it cannot go on from. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The byte here; `undefined` at the end. */
  get byte(): number | undefined {
    return this.bytes[this.at];
  }

  skipSpace(): void {
    while (this.byte === 0x20 || this.byte === 0x0a || this.byte === 0x0d || this.byte === 0x09) {
      this.at += 1;
    }
  }

  /** Passes over the byte if it is here. */
  eat(byte: number): boolean {
    if (this.byte !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Passes over the bytes if they are here. */
  eatAll(bytes: readonly number[]): boolean {
    const isHere = bytes.every((byte, index) => this.bytes[this.at + index] === byte);
    if (isHere) this.at += bytes.length;
    return isHere;
  }

  problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }

  /** Ends the reading here; only the first reason is kept. */
  stop(kind: string, reason: string): void {
    if (!this.#isStopped) this.problem(kind, this.at, reason);
    this.#isStopped = true;
  }

  /** Ends the reading because something else stands here, or nothing. */
  stopWithout(wanted: string): void {
    if (this.byte === undefined) this.stop('truncated', `The text ends before ${wanted}.`);
    else this.stop('unexpected-character', `Here should be ${wanted}.`);
  }
}
