import { baseOf, normalizedMethod, resolvedUrl } from '../address.ts';
import { addEventListener, apply, Group, Registry, removeEventListener } from '../natives.ts';
import { patchConstructor, patchGetter, patchMethod, type Undo, undoBoth } from '../patch.ts';
import type { Reporter } from '../reporter.ts';
import { type Running, XhrExchange } from './xhr-exchange.ts';
import { nativesOfXhr, type XhrNatives } from './xhr-natives.ts';

const OPENED = 1;
const HEADERS_RECEIVED = 2;
const LOADING = 3;
const DONE = 4;

/** What an XMLHttpRequest object is used for at the moment; its next `open()` begins another. */
interface Observed {
  exchange: XhrExchange | undefined;
}

/**
 * Taps every XMLHttpRequest made from now on. `upload` is left alone: a listener there would make
 * the browser send a preflight request. https://xhr.spec.whatwg.org/
 */
export function tapXhr(globals: Window & typeof globalThis, reporter: Reporter): Undo {
  const objects = new Registry<object, Observed>();
  const running: Running = new Group();
  const natives = nativesOfXhr(globals);
  const base = baseOf(globals);
  const { prototype } = globals.XMLHttpRequest;

  // What came of a text is gone with the request.
  const save = (xhr: unknown) => reporter.observe(() => objects.get(xhr)?.exchange?.save());

  const construct = patchConstructor(globals, 'XMLHttpRequest', (made) =>
    reporter.observe(() => {
      const observed: Observed = { exchange: undefined };
      objects.set(made, observed);
      listen(made as XMLHttpRequest, observed, reporter, natives);
    }),
  );
  const open = patchMethod(prototype, ['open'], (native, self, args) => {
    save(self);
    const result = apply(native, self, args);
    reporter.observe(() => {
      const observed = objects.get(self);
      if (observed === undefined) return;
      observed.exchange?.end('aborted');
      const method = typeof args[0] === 'string' ? normalizedMethod(args[0]) : undefined;
      observed.exchange = new XhrExchange(
        natives,
        self,
        method,
        resolvedUrl(args[1], base()),
        running,
      );
    });
    return result;
  });
  const setHeader = patchMethod(prototype, ['setRequestHeader'], (native, self, args) => {
    const result = apply(native, self, args);
    reporter.observe(() => objects.get(self)?.exchange?.header(args[0], args[1]));
    return result;
  });
  const send = patchMethod(prototype, ['send'], (native, self, args) => {
    const exchange = objects.get(self)?.exchange;
    const isReady = exchange?.isSent === false && natives.readyState(self) === OPENED;
    if (!isReady) return apply(native, self, args);
    // Reported before the call, as a synchronous request ends within it.
    reporter.observe(() => exchange.begin(reporter, args[0]));
    try {
      return apply(native, self, args);
    } catch (error) {
      reporter.observe(() => exchange.fail(error));
      throw error;
    }
  });
  const abort = patchMethod(prototype, ['abort'], (native, self, args) => {
    save(self);
    return apply(native, self, args);
  });
  const reads = tapReads(prototype, (xhr, read) =>
    reporter.observe(() => objects.get(xhr)?.exchange?.saw(read)),
  );
  const leave = saveAtTheEnd(globals, reporter, running);
  const calls = undoBoth(undoBoth(open, setHeader), undoBoth(send, abort));
  return undoBoth(undoBoth(construct, calls), undoBoth(reads, leave));
}

/** Tells what the page reads of a text body, also while it comes. */
function tapReads(prototype: object, saw: (xhr: unknown, read: string) => void): Undo {
  const tapRead = (name: 'response' | 'responseText'): Undo =>
    patchGetter(prototype, name, (native, self, args) => {
      const read = apply(native, self, args);
      if (typeof read === 'string') saw(self, read);
      return read;
    });
  return undoBoth(tapRead('response'), tapRead('responseText'));
}

/** A document that goes, as the one of a frame that is taken away, ends its requests in silence. */
function saveAtTheEnd(globals: Window, reporter: Reporter, running: Running): Undo {
  const saveAll = (event: Event): void => {
    if (!event.isTrusted) return;
    running.forEach((exchange) => void reporter.observe(() => exchange.save()));
  };
  addEventListener(globals, 'pagehide', saveAll, true);
  return () => {
    removeEventListener(globals, 'pagehide', saveAll, true);
    running.clear();
  };
}

function listen(
  xhr: XMLHttpRequest,
  observed: Observed,
  reporter: Reporter,
  natives: XhrNatives,
): void {
  reporter.listen(xhr, 'readystatechange', () => {
    const state = natives.readyState(xhr);
    if (state === HEADERS_RECEIVED) observed.exchange?.head();
    else if (state === LOADING) observed.exchange?.grow();
    // A status of 0 is an error, an abort or a time-out, and an event says which; or a local file.
    else if (state === DONE && natives.status(xhr) !== 0) observed.exchange?.finish();
  });
  reporter.listen(xhr, 'progress', (event) => {
    observed.exchange?.progress(natives.loaded(event));
  });
  reporter.listen(xhr, 'load', () => observed.exchange?.finish());
  reporter.listen(xhr, 'abort', () => observed.exchange?.end('aborted'));
  reporter.listen(xhr, 'error', () => observed.exchange?.end('failed'));
  reporter.listen(xhr, 'timeout', () => observed.exchange?.end('failed', 'timeout'));
}
