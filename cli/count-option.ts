import { Failure } from './failure.ts';

/**
 * Reads a whole number that a person typed.
 * @throws {Failure} that names the numbers there may be
 */
export function readCount(
  text: string | undefined,
  { what, from, to }: { readonly what: string; readonly from: number; readonly to: number },
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw new Failure(`"${text}" is no ${what}. Choose a number from ${from} to ${to}.`);
}

/** What a port may be; 0 is any free one. */
export const PORT = { what: 'port', from: 0, to: 65_535 } as const;
