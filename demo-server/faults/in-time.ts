/** Does things later, each when it is due, and none before the one that was there first. */
export class InTime {
  private readonly waiting: (() => void)[] = [];
  private last = 0;

  get isIdle(): boolean {
    return this.waiting.length === 0;
  }

  /** After `wait` milliseconds or, where something is still waiting, behind that. */
  do(wait: number, action: () => void): void {
    if (wait <= 0 && this.isIdle) {
      action();
      return;
    }
    const now = performance.now();
    this.last = Math.max(this.last, now + wait);
    this.waiting.push(action);
    // Timers of different lengths may fire in another order; what is first goes first all the same.
    setTimeout(() => this.waiting.shift()?.(), Math.ceil(this.last - now));
  }
}
