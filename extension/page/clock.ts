/** How far the two clocks may drift apart before the finer one is set anew, in milliseconds. */
const DRIFT = 50;

/**
 * Epoch milliseconds with fractions. The monotonic clock is fine but stands still while the machine
 * sleeps, and never hears that the wall clock was set; the browser's own log goes by the wall clock.
 */
export function createClock(monotonic: () => number, wall: () => number): () => number {
  let offset = 0;
  return () => {
    const time = monotonic();
    const drift = wall() - time - offset;
    if (drift > DRIFT || drift < -DRIFT) offset += drift;
    return time + offset;
  };
}
