import type { Connection } from '../connection.ts';
import { apply, Registry, uncurryGetter } from '../natives.ts';
import { patchConstructor, patchMethod, type Undo, undoBoth } from '../patch.ts';
import type { Reporter } from '../reporter.ts';

/** Server-sent events of one EventSource, by the types that are listened to. */
interface Source {
  readonly connection: Connection;
  /** Types with a listener of ours, as keys. */
  readonly types: Record<string, true>;
}

const CLOSED = 2;

/** Taps every EventSource made from now on. https://html.spec.whatwg.org/#server-sent-events */
export function tapEventSource(globals: typeof globalThis, reporter: Reporter): Undo {
  const sources = new Registry<object, Source>();
  const taps = new EventSourceTaps(globals, reporter, sources);
  const { prototype } = globals.EventSource;
  let undoTypes: Undo | undefined;
  const construct = patchConstructor(globals, 'EventSource', (made) => {
    // Other pages need not pay for a look at each of their listeners.
    undoTypes ??= patchTypes(globals, taps);
    taps.observe(made as EventSource);
  });
  const close = patchMethod(prototype, ['close'], (native, self, args) => {
    const result = apply(native, self, args);
    reporter.observe(() => sources.get(self)?.connection.closed('closed'));
    return result;
  });
  return undoBoth(undoBoth(construct, close), () => undoTypes?.());
}

function patchTypes(globals: typeof globalThis, taps: EventSourceTaps): Undo {
  return patchMethod(globals.EventTarget.prototype, ['addEventListener'], (native, self, args) => {
    taps.learnType(self, args[0]);
    return apply(native, self, args);
  });
}

class EventSourceTaps {
  readonly #reporter: Reporter;
  readonly #sources: Registry<object, Source>;
  readonly #url: (self: unknown) => string;
  readonly #readyState: (self: unknown) => number;
  readonly #data: (self: unknown) => string;
  readonly #lastEventId: (self: unknown) => string;
  readonly #type: (self: unknown) => string;

  constructor(globals: typeof globalThis, reporter: Reporter, sources: Registry<object, Source>) {
    const source = globals.EventSource.prototype;
    const event = globals.MessageEvent.prototype;
    this.#reporter = reporter;
    this.#sources = sources;
    this.#url = uncurryGetter(source, 'url');
    this.#readyState = uncurryGetter(source, 'readyState');
    this.#data = uncurryGetter(event, 'data');
    this.#lastEventId = uncurryGetter(event, 'lastEventId');
    this.#type = uncurryGetter(globals.Event.prototype, 'type');
  }

  observe(made: EventSource): void {
    this.#reporter.observe(() => {
      const connection = this.#reporter.connect({ transport: 'eventsource', url: this.#url(made) });
      const types = { __proto__: null } as unknown as Record<string, true>;
      let attempt = 0;
      const source = { connection, types };
      this.#sources.set(made, source);
      // A server may name its own events `open` and `error`: those are messages.
      this.#reporter.listen(made, 'open', (event) => {
        if (!this.#message(source, event)) connection.opened({});
      });
      this.#reporter.listen(made, 'error', (event) => {
        if (this.#message(source, event)) return;
        if (this.#readyState(made) === CLOSED) connection.closed('failed');
        else connection.reconnecting(++attempt);
      });
      this.learnType(made, 'message');
    });
  }

  /** Listens to a type before the page does. Types nobody listens to are never dispatched to us. */
  learnType(target: unknown, type: unknown): void {
    const source = this.#sources.get(target);
    if (source === undefined || typeof type !== 'string') return;
    if (type === 'open' || type === 'error' || source.types[type]) return;
    this.#reporter.observe(() => {
      source.types[type] = true;
      this.#reporter.listen(target as EventTarget, type, (event) => {
        this.#message(source, event);
      });
    });
  }

  /** Reports a server-sent event; false if it is something else. */
  #message(source: Source, event: Event): boolean {
    const text = this.#dataOf(event);
    if (text === undefined) return false;
    const name = { type: this.#type(event), id: this.#lastEventId(event) };
    const facts = { direction: 'received', type: 'event', event: name } as const;
    source.connection.message(facts, { kind: 'text', text });
    return true;
  }

  #dataOf(event: Event): string | undefined {
    try {
      return this.#data(event);
    } catch {
      return undefined;
    }
  }
}
