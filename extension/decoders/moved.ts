import type { JsonValue } from '../bytes/json/value.ts';
import type { Field } from './contract.ts';

/** A JSON value, read from the middle of a layer, as a field whose ranges count from its beginning. */
export function moved({ name, value, range, children, note }: JsonValue, by: number): Field {
  return {
    name,
    range: [range[0] + by, range[1] + by],
    ...(value !== undefined && { value }),
    ...(children && { children: children.map((child) => moved(child, by)) }),
    ...(note !== undefined && { note }),
  };
}
