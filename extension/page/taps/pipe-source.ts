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
type Natives = ReturnType<typeof nativesOf>;

/**
 * Makes the stand-in for a response stream that the browser is to pipe: pipes move their chunks
 * where no tap can see them. It reads a chunk only when the pipe asks for one, and it ends, fails
 * and is cancelled together with the stream behind it.
 */
export function pipeSources(globals: typeof globalThis, reporter: Reporter) {
  const NativeStream = globals.ReadableStream;
  const natives = nativesOf(globals);

  return (source: unknown, copy: BodyCopy): PipeSource => {
    const passage = new Passage(natives, reporter, natives.getReader(source), copy);
    const underlying = {
      __proto__: null,
      start: (controller: Controller) => passage.start(controller),
      pull: (controller: Controller) => passage.pull(controller),
      cancel: (reason: unknown) => passage.cancel(reason),
    };
    const strategy = { __proto__: null, highWaterMark: 0 };
    const stream = new NativeStream(underlying as UnderlyingDefaultSource, strategy);
    return { stream, release: () => passage.release() };
  };
}

/** From the stream behind, by its reader, to the stand-in, by its controller. */
class Passage {
  readonly #natives: Natives;
  readonly #reporter: Reporter;
  readonly #reader: object;
  readonly #copy: BodyCopy;
  #isOver = false;

  constructor(natives: Natives, reporter: Reporter, reader: object, copy: BodyCopy) {
    this.#natives = natives;
    this.#reporter = reporter;
    this.#reader = reader;
    this.#copy = copy;
  }

  start(controller: Controller): void {
    const { record } = this.#copy;
    settle(
      this.#natives.closed(this.#reader),
      () => {
        if (this.#finish(() => record.end())) this.#natives.close(controller);
      },
      (reason) => {
        if (this.#finish(() => record.fail(reason))) this.#natives.error(controller, reason);
      },
    );
  }

  pull(controller: Controller): Promise<void> {
    return deferred<void>((resolve) =>
      settle(
        this.#natives.read(this.#reader),
        (result) => {
          this.#pass(result, controller);
          resolve();
        },
        // A read that fails is told by `closed`.
        () => resolve(),
      ),
    );
  }

  cancel(reason: unknown): Promise<void> {
    this.#finish(() => this.#copy.cancel());
    return this.#natives.cancel(this.#reader, reason);
  }

  release(): void {
    this.#isOver = true;
    this.#natives.releaseLock(this.#reader);
  }

  #pass(result: unknown, controller: Controller): void {
    const chunk = peekValue(result, 'value');
    this.#reporter.observe(() => {
      if (isBinary(chunk)) this.#copy.chunk(bytesOf(chunk));
    });
    if (peekValue(result, 'done') !== true) this.#natives.enqueue(controller, chunk);
  }

  /** Reports how it ended; only the first end counts. */
  #finish(report: () => void): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#reporter.observe(report);
    return true;
  }
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
