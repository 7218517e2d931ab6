/** Body bytes that Resource Timing knows of, what it gives as transferred, and of how many requests. */
export interface Timings {
  readonly count: number;
  readonly encoded: number;
  readonly transferred: number;
}

/** What the browser says of the requests of this page since it was last told to forget them. */
export function timingsHere(): Timings {
  const all = performance
    .getEntriesByType('resource')
    .filter((one): one is PerformanceResourceTiming => one instanceof PerformanceResourceTiming);
  return {
    count: all.length,
    encoded: all.reduce((sum, one) => sum + one.encodedBodySize, 0),
    transferred: all.reduce((sum, one) => sum + one.transferSize, 0),
  };
}
