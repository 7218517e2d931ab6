import { append, dataOf, getOwnPropertyDescriptor, getPrototypeOf } from './natives.ts';

/** What a look at a page's object found without running the page's code. */
export type Peeked =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'absent' }
  /** A getter, or an object whose prototypes go on and on: only the browser may read it. */
  | { readonly kind: 'unknown' };

const ABSENT: Peeked = { kind: 'absent' };
const UNKNOWN: Peeked = { kind: 'unknown' };
/** Prototypes followed, by count. */
const DEPTH = 20;

/** Reads a data property, own or inherited. */
export function peek(owner: unknown, key: PropertyKey): Peeked {
  const property = findProperty(owner, key);
  if (property === 'absent') return ABSENT;
  const data = property === 'unknown' ? undefined : dataOf(property);
  return data === undefined ? UNKNOWN : { kind: 'value', value: data.value };
}

/** Finds a property as a read would find it, without reading it. */
export function findProperty(
  owner: unknown,
  key: PropertyKey,
): PropertyDescriptor | 'absent' | 'unknown' {
  let object = isObject(owner) ? owner : null;
  for (let depth = 0; depth < DEPTH; depth++) {
    if (object === null) return 'absent';
    const property = getOwnPropertyDescriptor(object, key);
    if (property !== undefined) return property;
    object = getPrototypeOf(object);
  }
  return 'unknown';
}

/** A data property's value; `undefined` where there is none or only the browser may read it. */
export function peekValue(owner: unknown, key: PropertyKey): unknown {
  const peeked = peek(owner, key);
  return peeked.kind === 'value' ? peeked.value : undefined;
}

/** The strings among an array's own elements. */
export function stringsOf(list: readonly unknown[]): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < list.length; at++) {
    const element = dataOf(getOwnPropertyDescriptor(list, at))?.value;
    if (typeof element === 'string') append(strings, element);
  }
  return strings;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
