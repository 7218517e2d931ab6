import { LIMITS } from '../limits.ts';

/** Counts a client's messages second by second. */
export class MessageRate {
  private second = 0;
  private count = 0;

  /** Whether this one is within what a client may send. `now` in milliseconds. */
  allows(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.second) {
      this.second = second;
      this.count = 0;
    }
    this.count += 1;
    return this.count <= LIMITS.socketMessagesPerSecond;
  }
}
