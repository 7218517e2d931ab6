import type { ConnectingEvent } from '../../contract/events.ts';
import { baseOf, isResolvable, normalizedMethod, resolvedUrl } from '../address.ts';
import { hasAborted } from '../failure.ts';
import { headersGiven, headersOf } from '../headers.ts';
import { apply, Registry, uncurryGetter } from '../natives.ts';
import { patchConstructor, patchMethod, type Undo, undoBoth } from '../patch.ts';
import type { Payload } from '../payload.ts';
import { peek, peekValue } from '../peek.ts';
import type { Reporter } from '../reporter.ts';
import { requestBody } from '../request-body.ts';

/** What can be known of a `fetch()` call without running the page's code. */
export interface RequestFacts {
  readonly connecting: Pick<ConnectingEvent, 'url' | 'method' | 'headers'>;
  readonly body: Payload | undefined;
  readonly signal: unknown;
}

/** Reads the arguments of `fetch()`, and remembers the bodies of Request objects. */
export class RequestReader {
  readonly #bodies = new Registry<object, Payload>();
  readonly #base: () => string;
  readonly #url: (self: unknown) => string;
  readonly #method: (self: unknown) => string;
  readonly #headers: (self: unknown) => Headers;
  readonly #signal: (self: unknown) => AbortSignal;

  constructor(globals: Window & typeof globalThis) {
    const { prototype } = globals.Request;
    this.#base = baseOf(globals);
    this.#url = uncurryGetter(prototype, 'url');
    this.#method = uncurryGetter(prototype, 'method');
    this.#headers = uncurryGetter(prototype, 'headers');
    this.#signal = uncurryGetter(prototype, 'signal');
  }

  /** `undefined` for a call that has failed at once: nothing goes out, so nothing is reported. */
  read(input: unknown, init: unknown): RequestFacts | undefined {
    const isRequest = this.#isRequest(input);
    const given = peekValue(init, 'signal');
    const signal = given === undefined && isRequest ? this.#signal(input) : given;
    if (hasAborted(signal)) return undefined;
    if (!isRequest && typeof input === 'string' && !isResolvable(input, this.#base()))
      return undefined;
    const method = this.#methodOf(input, init, isRequest);
    const headers = peekValue(init, 'headers');
    const inherited = isRequest ? headersOf(this.#headers(input)) : [];
    const connecting = {
      url: isRequest ? this.#url(input) : resolvedUrl(input, this.#base()),
      ...(method !== undefined && { method }),
      headers: headers === undefined ? inherited : headersGiven(headers),
    };
    return { connecting, body: this.#bodyOf(input, init), signal };
  }

  /** Keeps the body of a Request that was made from `input` and `init`. */
  remember(request: object, input: unknown, init: unknown): void {
    const body = this.#bodyOf(input, init);
    if (body !== undefined) this.#bodies.set(request, body);
  }

  #bodyOf(input: unknown, init: unknown): Payload | undefined {
    const body = peek(init, 'body');
    if (body.kind === 'unknown') return { kind: 'missing', reason: 'getter' };
    const given = body.kind === 'value' ? requestBody(body.value) : undefined;
    return given ?? this.#bodies.get(input);
  }

  #methodOf(input: unknown, init: unknown, isRequest: boolean): string | undefined {
    const method = peek(init, 'method');
    if (method.kind === 'unknown') return undefined;
    if (method.kind === 'value' && method.value !== undefined) {
      return typeof method.value === 'string' ? normalizedMethod(method.value) : undefined;
    }
    return isRequest ? this.#method(input) : 'GET';
  }

  #isRequest(input: unknown): boolean {
    if (typeof input !== 'object' || input === null) return false;
    try {
      return this.#url(input) !== undefined;
    } catch {
      return false;
    }
  }
}

/** Taps the Request constructor and `clone()`, for the bodies of requests fetched later. */
export function tapRequest(
  globals: typeof globalThis,
  reporter: Reporter,
  reader: RequestReader,
): Undo {
  const construct = patchConstructor(globals, 'Request', (made, args) =>
    reporter.observe(() => reader.remember(made, args[0], args[1])),
  );
  const clone = patchMethod(globals.Request.prototype, ['clone'], (native, self, args) => {
    const copy = apply(native, self, args);
    reporter.observe(() => reader.remember(copy as object, self, undefined));
    return copy;
  });
  return undoBoth(construct, clone);
}
