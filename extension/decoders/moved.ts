import type { JsonValue } from '../bytes/json/value.ts';
import type { Field } from './contract.ts';

/** A JSON value, read from the middle of a layer, as a field whose ranges count from its beginning. */
export function moved({ name, value, range, children, note }: JsonValue, by: number): Field {
  const place = [range[0] + by, range[1] + by] as const;
  // Most are one of these.
  if (children && note !== undefined)
    return { name, range: place, children: allMoved(children, by), note };
  if (value !== undefined && note === undefined) return { name, value, range: place };
  return {
    name,
    range: place,
    ...(value !== undefined && { value }),
    ...(children && { children: allMoved(children, by) }),
    ...(note !== undefined && { note }),
  };
}

/** The same for values side by side. */
export function allMoved(values: readonly JsonValue[], by: number): readonly Field[] {
  return values.map((value) => moved(value, by));
}
