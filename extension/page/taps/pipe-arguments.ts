import { apply, dataOf, getOwnPropertyDescriptor, Registry, uncurryGetter } from '../natives.ts';
import { findProperty, peek } from '../peek.ts';

const PAIRS = [
  'TransformStream',
  'TextDecoderStream',
  'TextEncoderStream',
  'CompressionStream',
  'DecompressionStream',
] as const;
const OPTIONS = ['preventClose', 'preventAbort', 'preventCancel', 'signal'] as const;

type Getter = (...args: unknown[]) => unknown;

/** Foresees whether a pipe will start, without running the page's code. */
export class PipeArguments {
  readonly #isWritableLocked: (self: unknown) => boolean;
  readonly #isReadableLocked: (self: unknown) => boolean;
  /** The browser's own getters of `readable` and `writable`, which may be called. */
  readonly #getters = new Registry<object, true>();

  constructor(globals: typeof globalThis) {
    this.#isWritableLocked = uncurryGetter(globals.WritableStream.prototype, 'locked');
    this.#isReadableLocked = uncurryGetter(globals.ReadableStream.prototype, 'locked');
    for (let at = 0; at < PAIRS.length; at++) {
      const { prototype } = globals[PAIRS[at] ?? 'TransformStream'];
      this.#allow(getOwnPropertyDescriptor(prototype, 'readable')?.get);
      this.#allow(getOwnPropertyDescriptor(prototype, 'writable')?.get);
    }
  }

  isFreeWritable(target: unknown): target is WritableStream {
    return isUnset(this.#isWritableLocked, target);
  }

  /** The two sides of what `pipeThrough` was given, where they can be had. */
  readableOf(pair: unknown): ReadableStream | undefined {
    const readable = this.#side(pair, 'readable');
    return this.#isReadable(readable) ? readable : undefined;
  }

  writableOf(pair: unknown): WritableStream | undefined {
    const writable = this.#side(pair, 'writable');
    return this.isFreeWritable(writable) ? writable : undefined;
  }

  /** Whether the options are there to see, and will be accepted. */
  isPlain(options: unknown): boolean {
    if (options === undefined || options === null) return true;
    if (typeof options !== 'object') return false;
    for (let at = 0; at < OPTIONS.length; at++) {
      const option = peek(options, OPTIONS[at] ?? '');
      if (option.kind === 'unknown') return false;
      if (OPTIONS[at] !== 'signal' || option.kind === 'absent') continue;
      if (option.value !== undefined && !isUnset(isAborted, option.value)) return false;
    }
    return true;
  }

  #isReadable(stream: unknown): stream is ReadableStream {
    try {
      return typeof this.#isReadableLocked(stream) === 'boolean';
    } catch {
      return false;
    }
  }

  #allow(getter: Getter | undefined): void {
    if (getter !== undefined) this.#getters.set(getter, true);
  }

  #side(target: unknown, name: 'readable' | 'writable'): unknown {
    const property = findProperty(target, name);
    if (property === 'absent' || property === 'unknown') return undefined;
    const data = dataOf(property);
    if (data !== undefined) return data.value;
    const getter = property.get;
    return this.#getters.get(getter) && getter ? apply(getter, target, []) : undefined;
  }
}

const isAborted = uncurryGetter<boolean>(AbortSignal.prototype, 'aborted');

/** Whether an object has a flag, and it is not set. */
function isUnset(flag: (self: unknown) => boolean, object: unknown): boolean {
  try {
    return !flag(object);
  } catch {
    return false;
  }
}
