import { expect, test } from 'vitest';
import { apply } from './natives.ts';
import { patchConstructor, patchGetter, patchMethod, patchSourceText } from './patch.ts';

function target() {
  class Thing {
    readonly given: unknown;
    constructor(given: unknown) {
      this.given = given;
    }
    greet(name: string): string {
      return `hello ${name}`;
    }
    get size(): number {
      return 3;
    }
  }
  return { globals: { Thing } };
}

test('a method is replaced and restored to the very descriptor', () => {
  const { prototype } = target().globals.Thing;
  const before = Object.getOwnPropertyDescriptor(prototype, 'greet');
  const undo = patchMethod(
    prototype,
    ['greet'],
    (native, self, args) => `${apply(native, self, args)}!`,
  );
  expect(prototype.greet('you')).toBe('hello you!');
  expect(prototype.greet.name).toBe('greet');
  undo();
  expect(Object.getOwnPropertyDescriptor(prototype, 'greet')).toEqual(before);
  expect(prototype.greet).toBe(before?.value);
});

test('a method patched over by somebody else stays, and becomes a pass-through', () => {
  const { prototype } = target().globals.Thing;
  const undo = patchMethod(prototype, ['greet'], () => 'ours');
  const ours = prototype.greet;
  prototype.greet = (name) => `theirs over ${ours.call(prototype, name)}`;
  const theirs = prototype.greet;
  undo();
  expect(prototype.greet).toBe(theirs);
  expect(prototype.greet('you')).toBe('theirs over hello you');
});

test('one wrapper for a method of two names', () => {
  const { prototype } = target().globals.Thing;
  const names = Object.assign(prototype, { alias: prototype.greet });
  const undo = patchMethod(names, ['greet', 'alias'], () => 'ours');
  expect(names.alias).toBe(names.greet);
  undo();
  expect(names.alias('you')).toBe('hello you');
});

test('a getter keeps its attributes', () => {
  const { prototype } = target().globals.Thing;
  const before = Object.getOwnPropertyDescriptor(prototype, 'size');
  const undo = patchGetter(
    prototype,
    'size',
    (native, self, args) => Number(apply(native, self, args)) + 1,
  );
  expect(prototype.size).toBe(4);
  const { get: _, ...attributes } = Object.getOwnPropertyDescriptor(prototype, 'size') ?? {};
  expect(attributes).toEqual({ set: undefined, enumerable: false, configurable: true });
  undo();
  expect(Object.getOwnPropertyDescriptor(prototype, 'size')).toEqual(before);
});

test('a constructor tells of what it made, subclasses too, and is put back in both places', () => {
  const { globals } = target();
  const { Thing } = globals;
  const made: object[] = [];
  const undo = patchConstructor(globals, 'Thing', (thing) => made.push(thing));
  class Mine extends globals.Thing {}
  const things = [new globals.Thing(1), new Mine(2)];
  expect(made).toEqual(things);
  expect(things.every((thing) => thing instanceof Thing)).toBe(true);
  expect(things[0]?.constructor).toBe(globals.Thing);
  expect(Object.getPrototypeOf(things[1])).toBe(Mine.prototype);
  undo();
  expect(globals.Thing).toBe(Thing);
  expect(Thing.prototype.constructor).toBe(Thing);
  new Mine(3);
  expect(made.length).toBe(2);
});

test('what does not exist is not patched', () => {
  const owner = {};
  patchMethod(owner, ['absent'], () => 1)();
  patchGetter(owner, 'absent', () => 1)();
  patchConstructor(owner, 'Absent', () => {})();
  expect(Reflect.ownKeys(owner)).toEqual([]);
});

test('wrappers show the source text of what they wrap', () => {
  const { prototype } = target().globals.Thing;
  const text = prototype.greet.toString();
  const holder = { toString: Function.prototype.toString };
  const undo = patchSourceText(holder);
  patchMethod(prototype, ['greet'], () => 'ours');
  expect(holder.toString.call(prototype.greet)).toBe(text);
  expect(holder.toString.call(holder.toString)).toBe('function toString() { [native code] }');
  undo();
});
