import { bytesOf, isBinary } from '../bytes.ts';
import { apply, getPrototypeOf, Registry, uncurry } from '../natives.ts';
import { patchConstructor, patchMethod, type Undo, undoBoth } from '../patch.ts';
import { peekValue } from '../peek.ts';
import { mirror } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import type { BodyCopy } from './body-record.ts';
import type { TrackedBodies } from './tracked-bodies.ts';

type ReaderName = 'ReadableStreamDefaultReader' | 'ReadableStreamBYOBReader';

/** Taps the reading of response streams: readers, async iteration, `tee()` and `cancel()`. */
export function tapReaders(
  globals: typeof globalThis,
  reporter: Reporter,
  bodies: TrackedBodies,
): Undo {
  const stream = tapStream(globals, reporter, bodies);
  const readers = undoBoth(
    tapReader(globals, 'ReadableStreamDefaultReader', reporter, bodies),
    tapReader(globals, 'ReadableStreamBYOBReader', reporter, bodies),
  );
  return undoBoth(stream, undoBoth(readers, tapIteration(globals, reporter, bodies)));
}

function tapStream(globals: typeof globalThis, reporter: Reporter, bodies: TrackedBodies): Undo {
  const { prototype } = globals.ReadableStream;
  const getReader = patchMethod(prototype, ['getReader'], (native, self, args) => {
    const reader = apply(native, self, args);
    reporter.observe(() => {
      const copy = bodies.streams.get(self);
      if (copy !== undefined) bodies.readers.set(reader as object, copy);
    });
    return reader;
  });
  const tee = patchMethod(prototype, ['tee'], (native, self, args) => {
    const pair = apply(native, self, args) as readonly object[];
    reporter.observe(() => {
      const copy = bodies.streams.get(self);
      if (copy === undefined || pair[0] === undefined || pair[1] === undefined) return;
      bodies.streams.set(pair[0], copy);
      bodies.streams.set(pair[1], copy.copy());
    });
    return pair;
  });
  const cancel = patchMethod(prototype, ['cancel'], (native, self, args) => {
    const copy = reporter.observe(() => bodies.unlocked(self));
    const promise = apply(native, self, args);
    if (copy !== undefined) reporter.observe(() => copy.cancel());
    return promise;
  });
  return undoBoth(getReader, undoBoth(tee, cancel));
}

function tapReader(
  globals: typeof globalThis,
  name: ReaderName,
  reporter: Reporter,
  bodies: TrackedBodies,
): Undo {
  const { readers } = bodies;
  const { prototype } = globals[name];
  const construct = patchConstructor(globals, name, (made, args) =>
    reporter.observe(() => {
      const copy = bodies.streams.get(args[0]);
      if (copy !== undefined) readers.set(made, copy);
    }),
  );
  const read = patchMethod(prototype, ['read'], (native, self, args) => {
    const promise = apply(native, self, args) as Promise<unknown>;
    const copy = readers.get(self);
    if (copy === undefined) return promise;
    return observeRead(promise, copy, reporter, () => readers.get(self) === copy);
  });
  const release = patchMethod(prototype, ['releaseLock'], (native, self, args) => {
    const result = apply(native, self, args);
    reporter.observe(() => readers.delete(self as object));
    return result;
  });
  const cancel = patchMethod(prototype, ['cancel'], (native, self, args) => {
    const copy = readers.get(self);
    const promise = apply(native, self, args);
    if (copy !== undefined) reporter.observe(() => copy.cancel());
    return promise;
  });
  return undoBoth(undoBoth(construct, read), undoBoth(release, cancel));
}

/** `isCurrent` tells a failure of the body from a reader that the page has detached. */
function observeRead(
  promise: Promise<unknown>,
  copy: BodyCopy,
  reporter: Reporter,
  isCurrent: () => boolean,
): Promise<unknown> {
  return mirror(
    promise,
    (result) =>
      reporter.observe(() => {
        const chunk = peekValue(result, 'value');
        if (isBinary(chunk)) copy.chunk(bytesOf(chunk));
        if (peekValue(result, 'done') === true) copy.record.end();
      }),
    (reason) =>
      reporter.observe(() => {
        if (isCurrent()) copy.record.fail(reason);
      }),
  );
}

/** `for await` over a stream reads by an iterator of its own. */
function tapIteration(globals: typeof globalThis, reporter: Reporter, bodies: TrackedBodies): Undo {
  const { prototype } = globals.ReadableStream;
  const nativeValues: unknown = Reflect.get(prototype, 'values');
  if (typeof nativeValues !== 'function') return () => {};
  const iterators = new Registry<object, { readonly copy: BodyCopy; readonly keeps: boolean }>();
  const iterator: object = uncurry(nativeValues as () => object)(new globals.ReadableStream());
  const iteratorPrototype = getPrototypeOf(iterator) ?? {};

  const values = patchMethod(prototype, ['values', Symbol.asyncIterator], (native, self, args) => {
    const made = apply(native, self, args);
    reporter.observe(() => {
      const copy = bodies.streams.get(self);
      const keeps = Boolean(peekValue(args[0], 'preventCancel'));
      if (copy !== undefined) iterators.set(made as object, { copy, keeps });
    });
    return made;
  });
  const next = patchMethod(iteratorPrototype, ['next'], (native, self, args) => {
    const promise = apply(native, self, args) as Promise<unknown>;
    const iterated = iterators.get(self);
    return iterated ? observeRead(promise, iterated.copy, reporter, () => true) : promise;
  });
  const end = patchMethod(iteratorPrototype, ['return'], (native, self, args) => {
    const promise = apply(native, self, args);
    const iterated = iterators.get(self);
    if (iterated && !iterated.keeps) reporter.observe(() => iterated.copy.cancel());
    return promise;
  });
  return undoBoth(values, undoBoth(next, end));
}
