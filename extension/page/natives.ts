import { createClock } from './clock.ts';

/**
 * The language as it was before the page's first script. Taps use nothing else: a page may later
 * replace any built-in, and must neither break the taps nor see them at work. For the same reason
 * this room has no for-of, array spread or array destructuring (they run `Symbol.iterator`), and no
 * regular expressions (they change `RegExp.lastMatch`); `hardening.test.ts` holds it to that.
 */
export const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } =
  Reflect;
export const { keys } = Object;
export const { isArray } = Array;
export const { stringify, parse } = JSON;
export const { isView } = ArrayBuffer;

const { bind, call } = Function.prototype;

/** A method as a function that takes its `this` first. */
export const uncurry = apply(bind, bind, [call]) as <Args extends unknown[], Result>(
  method: (...args: Args) => Result,
) => (self: unknown, ...args: Args) => Result;

/** The getter of an accessor property, as a function of the object; `owner` must have it. */
export function uncurryGetter<Value>(owner: object, key: PropertyKey): (self: unknown) => Value {
  const getter = getOwnPropertyDescriptor(owner, key)?.get;
  if (getter === undefined) throw new TypeError(`no getter ${String(key)}`);
  return uncurry(getter);
}

/** Asked before a field that may be absent is read: Object.prototype may have a getter for it. */
export const hasOwn = uncurry(Object.prototype.hasOwnProperty);

/**
 * The value of a data property's descriptor, as `{ value }`; `undefined` for an accessor. A
 * descriptor's absent fields are never asked for, as Object.prototype may have getters for them.
 */
export function dataOf(
  descriptor: PropertyDescriptor | undefined,
): { readonly value: unknown } | undefined {
  return descriptor !== undefined && hasOwn(descriptor, 'value')
    ? { value: descriptor.value as unknown }
    : undefined;
}

const weakMap = {
  Constructor: WeakMap,
  get: uncurry(WeakMap.prototype.get),
  set: uncurry(WeakMap.prototype.set),
  delete: uncurry(WeakMap.prototype.delete),
};

/** A WeakMap whose methods the page cannot replace. Asking for anything is allowed. */
export class Registry<Key extends object, Value> {
  readonly #map = new weakMap.Constructor<Key, Value>();

  get(key: unknown): Value | undefined {
    return weakMap.get(this.#map, key as Key) as Value | undefined;
  }

  set(key: Key, value: Value): void {
    weakMap.set(this.#map, key, value);
  }

  delete(key: Key): void {
    weakMap.delete(this.#map, key);
  }
}

const set = {
  Constructor: Set,
  add: uncurry(Set.prototype.add),
  delete: uncurry(Set.prototype.delete),
  clear: uncurry(Set.prototype.clear),
  forEach: uncurry(Set.prototype.forEach),
};

/** A Set whose methods the page cannot replace. */
export class Group<Item> {
  readonly #set = new set.Constructor<Item>();

  add(item: Item): void {
    set.add(this.#set, item);
  }

  delete(item: Item): void {
    set.delete(this.#set, item);
  }

  clear(): void {
    set.clear(this.#set);
  }

  forEach(visit: (item: Item) => void): void {
    set.forEach(this.#set, (item) => visit(item as Item));
  }
}

/** Adds to a list, whatever setters the page put on `Array.prototype`. */
export function append<Item>(list: Item[], value: Item): void {
  const writable = true;
  const descriptor = { __proto__: null, value, writable, enumerable: true, configurable: true };
  defineProperty(list, list.length, descriptor);
}

export const text = {
  charCodeAt: uncurry(String.prototype.charCodeAt),
  slice: uncurry(String.prototype.slice),
  indexOf: uncurry(String.prototype.indexOf),
  toLowerCase: uncurry(String.prototype.toLowerCase),
  toUpperCase: uncurry(String.prototype.toUpperCase),
  toWellFormed: uncurry(Reflect.get(String.prototype, 'toWellFormed') as () => string),
  trim: uncurry(String.prototype.trim),
};

const { timeOrigin } = performance;
const performanceNow = uncurry(performance.now);
const stopwatch = performance;

/** Epoch milliseconds with fractions. */
export const now = createClock(() => timeOrigin + performanceNow(stopwatch), Date.now);

export const addEventListener = uncurry(EventTarget.prototype.addEventListener);
export const removeEventListener = uncurry(EventTarget.prototype.removeEventListener);
export const dispatchEvent = uncurry(EventTarget.prototype.dispatchEvent);
