import { Registry, uncurryGetter } from '../natives.ts';
import { BodyCopy, type BodyRecord } from './body-record.ts';

/** Which of the page's objects read which body: responses, their streams, and what reads those. */
export class TrackedBodies {
  readonly responses = new Registry<object, BodyCopy>();
  readonly streams = new Registry<object, BodyCopy>();
  readonly readers = new Registry<object, BodyCopy>();
  readonly #body: (self: unknown) => ReadableStream | null;
  readonly #bodyUsed: (self: unknown) => boolean;
  readonly #isLocked: (self: unknown) => boolean;

  constructor(globals: typeof globalThis) {
    this.#body = uncurryGetter(globals.Response.prototype, 'body');
    this.#bodyUsed = uncurryGetter(globals.Response.prototype, 'bodyUsed');
    this.#isLocked = uncurryGetter(globals.ReadableStream.prototype, 'locked');
  }

  track(response: object, record: BodyRecord): void {
    this.responses.set(response, new BodyCopy(record));
  }

  hasBody(response: unknown): boolean {
    return this.#body(response) !== null;
  }

  /** The body that a read of the whole response would give; none where the read is to fail. */
  readable(response: unknown): BodyCopy | undefined {
    const copy = this.responses.get(response);
    if (copy === undefined || this.#bodyUsed(response)) return undefined;
    const stream = this.#body(response);
    return stream === null || this.#isLocked(stream) ? undefined : copy;
  }

  /** The body of a stream that nobody reads yet. */
  unlocked(stream: unknown): BodyCopy | undefined {
    const copy = this.streams.get(stream);
    return copy === undefined || this.#isLocked(stream) ? undefined : copy;
  }
}
