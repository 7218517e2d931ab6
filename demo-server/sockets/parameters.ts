import { Refusal } from '../refusal.ts';

/**
 * A whole number from the query string.
 * @throws Refusal when it is none, or out of range.
 */
export function integerParameter(
  parameters: URLSearchParams,
  name: string,
  range: { readonly from: number; readonly to: number; readonly otherwise: number },
): number {
  const text = parameters.get(name);
  if (text === null) return range.otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.from && value <= range.to) return value;
  throw new Refusal(
    400,
    `${name} is not a whole number from ${range.from} to ${range.to}.`,
    `Leave it out for ${range.otherwise}.`,
  );
}
