import { apply, construct, defineProperty, getOwnPropertyDescriptor, Registry } from './natives.ts';

/** Puts everything back as it was. */
export type Undo = () => void;

export type NativeFunction = (...args: unknown[]) => unknown;
export type NativeConstructor = new (...args: unknown[]) => object;

/** Stands in for a call of `native`; must give the page what `native` would have given it. */
export type AroundCall = (native: NativeFunction, self: unknown, args: unknown[]) => unknown;
/** Told of every object that `native` made, before the page has it. */
export type AfterConstruct = (made: object, args: unknown[]) => void;

/** Undoes the later patch first, as nested patches must be. */
export function undoBoth(earlier: Undo, later: Undo): Undo {
  return () => {
    later();
    earlier();
  };
}

const NativeProxy = Proxy;
const natives = new Registry<object, object>();

/**
 * Replaces a method, or the same method under several names. This file alone writes to what the
 * page can reach. Wrappers are proxies: name, length, properties and identity checks are the
 * native's own. A wrapper that cannot be removed, because somebody patched over it, turns into a
 * mere pass-through.
 */
export function patchMethod(
  owner: object,
  names: readonly PropertyKey[],
  around: AroundCall,
): Undo {
  const name = names[0];
  const native = name === undefined ? undefined : getOwnPropertyDescriptor(owner, name)?.value;
  if (typeof native !== 'function') return () => {};
  const wrapper = wrapCall(native, around);
  let undo = wrapper.disable;
  for (let at = 0; at < names.length; at++) {
    undo = undoBoth(undo, place(owner, names[at] ?? '', 'value', wrapper.proxy));
  }
  return undo;
}

/** Replaces the getter of an accessor property. */
export function patchGetter(owner: object, name: PropertyKey, around: AroundCall): Undo {
  const native = getOwnPropertyDescriptor(owner, name)?.get;
  if (native === undefined) return () => {};
  const wrapper = wrapCall(native, around);
  return undoBoth(wrapper.disable, place(owner, name, 'get', wrapper.proxy));
}

/** Replaces a constructor, as a global and as `constructor` of its prototype. */
export function patchConstructor(owner: object, name: string, after: AfterConstruct): Undo {
  const native: unknown = getOwnPropertyDescriptor(owner, name)?.value;
  if (typeof native !== 'function') return () => {};
  const wrapper = wrapConstructor(native as NativeConstructor, after);
  const prototype = native.prototype as object;
  return undoBoth(
    undoBoth(wrapper.disable, place(owner, name, 'value', wrapper.proxy)),
    place(prototype, 'constructor', 'value', wrapper.proxy),
  );
}

/** Makes every wrapper's source text that of its native, the wrapper of `toString` included. */
export function patchSourceText(functionPrototype: object): Undo {
  return patchMethod(functionPrototype, ['toString'], (native, self, args) =>
    apply(native, natives.get(self) ?? self, args),
  );
}

interface Wrapper {
  readonly proxy: object;
  disable(): void;
}

function wrapCall(native: NativeFunction, around: AroundCall): Wrapper {
  let isActive = true;
  const proxy = new NativeProxy(native, {
    apply: (target, self: unknown, args: unknown[]) =>
      isActive ? around(target, self, args) : apply(target, self, args),
  });
  natives.set(proxy, native);
  return {
    proxy,
    disable: () => {
      isActive = false;
    },
  };
}

function wrapConstructor(native: NativeConstructor, after: AfterConstruct): Wrapper {
  let isActive = true;
  const proxy: NativeConstructor = new NativeProxy(native, {
    construct: (target, args: unknown[], newTarget) => {
      const made: object = construct(target, args, newTarget === proxy ? target : newTarget);
      if (isActive) after(made, args);
      return made;
    },
  });
  natives.set(proxy, native);
  return {
    proxy,
    disable: () => {
      isActive = false;
    },
  };
}

/** Puts `wrapper` in the native's place; every attribute of the property stays. */
function place(owner: object, name: PropertyKey, part: 'value' | 'get', wrapper: object): Undo {
  const original = getOwnPropertyDescriptor(owner, name);
  if (original === undefined) return () => {};
  // Without a prototype, as a page may have put a `get` on Object.prototype.
  const before = { __proto__: null, ...original };
  const after = { __proto__: null, ...original, [part]: wrapper };
  defineProperty(owner, name, after);
  return () => {
    if (getOwnPropertyDescriptor(owner, name)?.[part] === wrapper) {
      defineProperty(owner, name, before);
    }
  };
}
