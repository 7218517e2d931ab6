import { InTime } from '../faults/in-time.ts';
import type { FaultLine } from '../faults/line.ts';
import type { Bytes } from '../faults/mangle.ts';
import { MessageRate } from '../safety/message-rate.ts';

/** The way of what one client says to the server: at a limited rate, later or never where a fault says so. */
export class Incoming {
  private readonly rate = new MessageRate();
  private readonly inTime = new InTime();

  constructor(
    private readonly line: FaultLine,
    /** Ends the connection of a client that says too much in a second. */
    private readonly refuse: () => void,
  ) {}

  /** Calls `read` with what was said now, in time, or never. */
  pass<Said extends Bytes>(said: Said, read: (said: Said) => void): void {
    if (!this.line.isClear && this.line.swallows(said)) return;
    if (!this.rate.allows(Date.now())) {
      this.refuse();
      return;
    }
    const delay = this.line.isClear ? 0 : this.line.readingDelay;
    this.inTime.do(delay, () => read(said));
  }
}
