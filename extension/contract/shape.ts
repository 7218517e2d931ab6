/** Says whether a value from outside is what it should be. Never throws. */
export type Check = (value: unknown) => boolean;

/** Which fields an object has, which of them it must have, and what each may hold. */
export interface Shape {
  readonly fields: ReadonlyMap<string, Check>;
  readonly required: readonly string[];
}

/** An object's shape; a name that ends in `?` is optional. */
export function shape(fields: Readonly<Record<string, Check>>): Shape {
  const checks = new Map<string, Check>();
  const required: string[] = [];
  for (const [key, check] of Object.entries(fields)) {
    const isOptional = key.endsWith('?');
    const name = isOptional ? key.slice(0, -1) : key;
    checks.set(name, check);
    if (!isOptional) required.push(name);
  }
  return { fields: checks, required };
}

/** An object with JSON's plain fields, not an array and not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every field is known and as it should be, and none that is required is missing. */
export function fits(
  value: Readonly<Record<string, unknown>>,
  { fields, required }: Shape,
): boolean {
  for (const key of Object.keys(value)) {
    const check = fields.get(key);
    if (check === undefined || !check(value[key])) return false;
  }
  return required.every((name) => Object.hasOwn(value, name));
}

export function objectOf(inner: Shape): Check {
  return (value) => isObject(value) && fits(value, inner);
}

export function listOf(check: Check, most: number): Check {
  return (value) => Array.isArray(value) && value.length <= most && value.every(check);
}

export function oneOf(words: readonly unknown[]): Check {
  return (value) => words.includes(value);
}

/** An integer from `least` to `most`, both included. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Check {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** A string of at most so many UTF-16 units. */
export function text(most: number): Check {
  return (value) => typeof value === 'string' && value.length <= most;
}

/** The latest instant that a Date can hold: beyond it, formatting a time throws. */
const LATEST = 8.64e15;

/** Epoch milliseconds, fractions allowed. */
export const isTime: Check = (value) => typeof value === 'number' && value >= 0 && value <= LATEST;
