import { Failure } from './failure.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Reads a length of time such as `500ms`, `10s`, `2m` or `1.5h`; a bare number counts seconds.
 *
 * @returns milliseconds
 * @throws {Failure} where the text is no length of time
 */
export function readDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) {
    throw new Failure(`"${text}" is no length of time. Write it like 500ms, 10s or 2m.`);
  }
  return Number(number) * factor;
}
