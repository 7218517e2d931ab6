import { bytesOf, isBinary } from '../bytes.ts';
import { uncurry, uncurryGetter } from '../natives.ts';
import { peekValue } from '../peek.ts';
import { deferred, settle } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import type { BodyCopy } from './body-record.ts';

/** A stream with the chunks of another one, told as they pass. */
export interface PipeSource {
  readonly stream: ReadableStream;
  /** Unlocks the other stream, when the pipe is over. */
  release(): void;
}

type Controller = ReadableStreamDefaultController<unknown>;

/**
 * Makes the stand-in for a response stream that the browser is to pipe: pipes move their chunks
 * where no tap can see them. It reads a chunk only when the pipe asks for one, and it ends, fails
 * and is cancelled together with the stream behind it.
 */
export function pipeSources(globals: typeof globalThis, reporter: Reporter) {
  const NativeStream = globals.ReadableStream;
  const natives = nativesOf(globals);

  return (source: unknown, copy: BodyCopy): PipeSource => {
    const reader = natives.getReader(source);
    let isOver = false;
    const pass = (result: unknown, controller: Controller): void => {
      const chunk = peekValue(result, 'value');
      reporter.observe(() => {
        if (isBinary(chunk)) copy.chunk(bytesOf(chunk));
      });
      if (peekValue(result, 'done') !== true) natives.enqueue(controller, chunk);
    };
    const finish = (report: () => void, act: () => void): void => {
      if (isOver) return;
      isOver = true;
      reporter.observe(report);
      act();
    };
    const underlying = {
      __proto__: null,
      start: (controller: Controller) =>
        settle(
          natives.closed(reader),
          () =>
            finish(
              () => copy.record.end(),
              () => natives.close(controller),
            ),
          (reason) =>
            finish(
              () => copy.record.fail(reason),
              () => natives.error(controller, reason),
            ),
        ),
      // A read that fails is told by `closed`.
      pull: (controller: Controller) =>
        deferred<void>((resolve) =>
          settle(
            natives.read(reader),
            (result) => {
              pass(result, controller);
              resolve();
            },
            () => resolve(),
          ),
        ),
      cancel: (reason: unknown) => {
        finish(
          () => copy.cancel(),
          () => {},
        );
        return natives.cancel(reader, reason);
      },
    };
    const strategy = { __proto__: null, highWaterMark: 0 };
    const stream = new NativeStream(underlying as UnderlyingDefaultSource, strategy);
    const release = (): void => {
      isOver = true;
      natives.releaseLock(reader);
    };
    return { stream, release };
  };
}

function nativesOf(globals: typeof globalThis) {
  const reader = globals.ReadableStreamDefaultReader.prototype;
  const controller = globals.ReadableStreamDefaultController.prototype;
  return {
    getReader: uncurry(globals.ReadableStream.prototype.getReader as () => object),
    read: uncurry(reader.read),
    cancel: uncurry(reader.cancel),
    releaseLock: uncurry(reader.releaseLock),
    closed: uncurryGetter<Promise<void>>(reader, 'closed'),
    enqueue: uncurry(controller.enqueue),
    close: uncurry(controller.close),
    error: uncurry(controller.error),
  };
}
