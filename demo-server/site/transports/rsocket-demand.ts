import type { LaneOptions } from './transport.ts';

/** Messages that may be on their way unasked, where nobody asks by hand. */
export const WINDOW = 16;
/** What is asked for at first, where a person does. */
export const FIRST_BY_HAND = 5;

/** How many payloads the other side may still send on one stream (RSocket, "Reactive Streams Semantics"). */
export class Demand {
  /** What the first request asks for. */
  readonly initial: number;
  private left: number;

  constructor(private readonly by: LaneOptions['demand']) {
    this.initial = by === 'hand' ? FIRST_BY_HAND : WINDOW;
    this.left = this.initial;
  }

  get credit(): number {
    return this.left;
  }

  request(n: number): void {
    this.left += n;
  }

  /** A payload came. Gives how many are to be requested now: none, or half a window at a time. */
  taken(): number {
    this.left -= 1;
    return this.by === 'window' && this.left <= WINDOW / 2 ? WINDOW - this.left : 0;
  }
}
