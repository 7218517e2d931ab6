/** Requests that wait until a LEASE allows them ("Lease Semantics"); without leases none does. */
export class LeaseGate {
  private readonly waiting: (() => void)[] = [];
  private left: number;
  private until = Number.POSITIVE_INFINITY;

  constructor(private readonly now: () => number) {
    this.left = Number.POSITIVE_INFINITY;
  }

  /** From now on nothing goes out without a lease. */
  close(): void {
    this.left = 0;
  }

  /** So many requests within so many milliseconds, in place of what was granted before. */
  grant(requests: number, timeToLive: number): void {
    this.left = requests;
    this.until = this.now() + timeToLive;
    while (this.isOpen) {
      const go = this.waiting.shift();
      if (!go) return;
      this.left -= 1;
      go();
    }
  }

  /** Does it now if a lease allows it, or when one does. */
  pass(go: () => void): void {
    if (!this.isOpen) this.waiting.push(go);
    else {
      this.left -= 1;
      go();
    }
  }

  private get isOpen(): boolean {
    return this.left > 0 && this.now() < this.until;
  }
}
