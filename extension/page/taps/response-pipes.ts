import { bytesOf, isBinary } from '../bytes.ts';
import { apply, uncurry, uncurryGetter } from '../natives.ts';
import { patchMethod, type Undo, undoBoth } from '../patch.ts';
import { settle } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import type { BodyCopy } from './body-record.ts';
import { PipeArguments } from './pipe-arguments.ts';
import type { TrackedBodies } from './tracked-bodies.ts';

/**
 * Taps `pipeTo` and `pipeThrough` of response streams. The browser moves the chunks of a pipe by
 * itself, so an identity transform that notes them goes in between; it holds back one chunk at
 * most. A pipe that would fail, or whose options ask for what the detour cannot do, goes its own
 * way unobserved: the browser's log knows its bytes.
 */
export function tapPipes(
  globals: typeof globalThis,
  reporter: Reporter,
  bodies: TrackedBodies,
): Undo {
  const { prototype } = globals.ReadableStream;
  const pipe = new PipeArguments(globals);
  const detour = detourFor(globals, reporter);
  const tapPipe = (name: string, isSound: (target: unknown) => boolean): Undo =>
    patchMethod(prototype, [name], (native, self, args) => {
      const source = reporter.observe(() => {
        const copy = bodies.unlocked(self);
        const isPlain = copy !== undefined && isSound(args[0]) && pipe.hasPlainOptions(args[1]);
        return isPlain ? detour(self, copy) : self;
      });
      return apply(native, source ?? self, args);
    });
  return undoBoth(
    tapPipe('pipeTo', (target) => pipe.isFreeWritable(target)),
    tapPipe('pipeThrough', (target) => pipe.isFreePair(target)),
  );
}

/** Makes the transform: a stream with the same chunks, that reports them as they pass. */
function detourFor(globals: typeof globalThis, reporter: Reporter) {
  const { TransformStream } = globals;
  const pipeTo = uncurry(globals.ReadableStream.prototype.pipeTo);
  const readable = uncurryGetter<ReadableStream>(TransformStream.prototype, 'readable');
  const writable = uncurryGetter<WritableStream>(TransformStream.prototype, 'writable');
  const enqueue = uncurry(globals.TransformStreamDefaultController.prototype.enqueue);

  return (source: unknown, copy: BodyCopy): ReadableStream => {
    const transformer = {
      __proto__: null,
      transform: (chunk: unknown, controller: unknown) => {
        reporter.observe(() => {
          if (isBinary(chunk)) copy.chunk(bytesOf(chunk));
        });
        enqueue(controller, chunk);
      },
      flush: () => reporter.observe(() => copy.record.end()),
      cancel: () => reporter.observe(() => copy.cancel()),
    };
    const transform = new TransformStream(transformer as Transformer);
    settle(
      pipeTo(source, writable(transform)),
      () => {},
      (reason) => reporter.observe(() => copy.record.fail(reason)),
    );
    return readable(transform);
  };
}
