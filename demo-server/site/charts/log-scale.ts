/** A scale on which each tenfold takes as much room. */
export interface LogScale {
  /** Powers of ten from its beginning to its end. */
  readonly ticks: readonly number[];
  /** Where a value stands, from 0 to 1. */
  at(value: number): number;
}

/** The scale from the power of ten below all values to the one above; of at least one decade. */
export function logScale(values: readonly number[]): LogScale {
  const logs = values.filter((value) => value > 0).map((value) => Math.log10(value));
  const from = Math.floor(Math.min(...logs, Number.POSITIVE_INFINITY));
  const begin = Number.isFinite(from) ? from : 0;
  const end = Math.max(begin + 1, Math.ceil(Math.max(...logs, begin)));
  return {
    ticks: Array.from({ length: end - begin + 1 }, (_, step) => 10 ** (begin + step)),
    at: (value) =>
      value <= 0 ? 0 : Math.min(1, Math.max(0, (Math.log10(value) - begin) / (end - begin))),
  };
}
