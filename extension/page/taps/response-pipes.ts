import { apply, uncurry } from '../natives.ts';
import { patchMethod, type Undo, undoBoth } from '../patch.ts';
import { mirror, settle } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import { PipeArguments } from './pipe-arguments.ts';
import { type PipeSource, pipeSources } from './pipe-source.ts';
import type { TrackedBodies } from './tracked-bodies.ts';

/**
 * Taps `pipeTo` and `pipeThrough` of response streams. A pipe that would fail at once, or whose
 * arguments only the page's code could tell, goes its own way unobserved: the browser's log knows
 * its bytes.
 */
export function tapPipes(
  globals: typeof globalThis,
  reporter: Reporter,
  bodies: TrackedBodies,
): Undo {
  const { prototype } = globals.ReadableStream;
  const pipe = new PipeArguments(globals);
  const standIn = pipeSources(globals, reporter);
  const nativePipeTo = uncurry(prototype.pipeTo);
  const sourceFor = (stream: unknown, target: unknown, options: unknown): PipeSource | undefined =>
    reporter.observe(() => {
      const copy = bodies.unlocked(stream);
      const isSound = copy !== undefined && pipe.isFreeWritable(target) && pipe.isPlain(options);
      return isSound ? standIn(stream, copy) : undefined;
    });

  const pipeTo = patchMethod(prototype, ['pipeTo'], (native, self, args) => {
    const source = sourceFor(self, args[0], args[1]);
    if (source === undefined) return apply(native, self, args);
    const promise = apply(native, source.stream, args) as Promise<unknown>;
    return mirror(promise, source.release, source.release);
  });
  const pipeThrough = patchMethod(prototype, ['pipeThrough'], (native, self, args) => {
    const readable = reporter.observe(() => pipe.readableOf(args[0]));
    const writable = readable && reporter.observe(() => pipe.writableOf(args[0]));
    const source = sourceFor(self, writable, args[1]);
    if (writable === undefined || source === undefined) return apply(native, self, args);
    const promise = nativePipeTo(source.stream, writable, args[1] as StreamPipeOptions);
    settle(promise, source.release, source.release);
    return readable;
  });
  return undoBoth(pipeTo, pipeThrough);
}
