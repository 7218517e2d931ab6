import type { HeartBeatIntervals } from './negotiation.ts';

/** A client that is silent for so many intervals is gone; networks need some margin. */
const PATIENCE = 2;

/** Keeps both sides of the heart-beat agreement. */
export class HeartBeats {
  private readonly timers: NodeJS.Timeout[] = [];
  private lastHeard = performance.now();

  /** `missed` is called once, when the client broke the agreement. */
  constructor(intervals: HeartBeatIntervals, beat: () => void, missed: () => void) {
    const { send, expect } = intervals;
    // A little early: the client's clock starts when the last beat arrived.
    if (send > 0) this.timers.push(setInterval(beat, send * 0.9));
    if (expect === 0) return;
    const check = setInterval(() => {
      if (performance.now() - this.lastHeard <= expect * PATIENCE) return;
      this.stop();
      missed();
    }, expect / 2);
    this.timers.push(check);
  }

  /** Anything the client sends counts. */
  heard(): void {
    this.lastHeard = performance.now();
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }
}
