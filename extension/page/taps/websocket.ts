import { isBinary } from '../bytes.ts';
import type { Connection } from '../connection.ts';
import { apply, isArray, Registry, uncurryGetter } from '../natives.ts';
import { patchConstructor, patchMethod, type Undo, undoBoth } from '../patch.ts';
import { type Payload, payloadOf, sizeOfBlob } from '../payload.ts';
import { peekValue, stringsOf } from '../peek.ts';
import type { Reporter } from '../reporter.ts';

type Natives = ReturnType<typeof nativesOf>;

/** Taps every WebSocket made from now on. https://websockets.spec.whatwg.org/ */
export function tapWebSocket(globals: typeof globalThis, reporter: Reporter): Undo {
  const { prototype } = globals.WebSocket;
  const natives = nativesOf(globals);
  const sockets = new Registry<object, Connection>();
  const construct = patchConstructor(globals, 'WebSocket', (socket, args) =>
    reporter.observe(() => {
      const protocols = askedProtocols(args[1]);
      const url = natives.url(socket);
      const connection = reporter.connect({ transport: 'websocket', url, ...protocols });
      sockets.set(socket, connection);
      observe(socket as WebSocket, connection, reporter, natives);
    }),
  );
  const send = patchMethod(prototype, ['send'], (native, self, args) => {
    const connection = sockets.get(self);
    if (connection === undefined || args.length === 0) return apply(native, self, args);
    const discarded = natives.readyState(self) > OPEN ? ({ discarded: true } as const) : {};
    const data = asSent(args[0]);
    const result = apply(native, self, [data]);
    reporter.observe(() => {
      const payload = payloadOf(data);
      if (payload === undefined) return;
      connection.message({ direction: 'sent', type: typeOf(payload), ...discarded }, payload);
    });
    return result;
  });
  const close = patchMethod(prototype, ['close'], (native, self, args) => {
    const wasOpen = sockets.get(self) !== undefined && natives.readyState(self) <= OPEN;
    const result = apply(native, self, args);
    if (wasOpen) reporter.observe(() => sockets.get(self)?.closing(closeAsked(args)));
    return result;
  });
  return undoBoth(construct, undoBoth(send, close));
}

const NativeSymbol = Symbol;
const OPEN = 1;

function nativesOf(globals: typeof globalThis) {
  const { prototype } = globals.WebSocket;
  const close = globals.CloseEvent.prototype;
  return {
    url: uncurryGetter<string>(prototype, 'url'),
    readyState: uncurryGetter<number>(prototype, 'readyState'),
    protocol: uncurryGetter<string>(prototype, 'protocol'),
    extensions: uncurryGetter<string>(prototype, 'extensions'),
    data: uncurryGetter<unknown>(globals.MessageEvent.prototype, 'data'),
    code: uncurryGetter<number>(close, 'code'),
    reason: uncurryGetter<string>(close, 'reason'),
    wasClean: uncurryGetter<boolean>(close, 'wasClean'),
  };
}

function observe(
  socket: WebSocket,
  connection: Connection,
  reporter: Reporter,
  natives: Natives,
): void {
  let wasOpen = false;
  reporter.listen(socket, 'open', () => {
    wasOpen = true;
    const protocol = natives.protocol(socket);
    connection.opened({ protocol, extensions: natives.extensions(socket) });
  });
  reporter.listen(socket, 'message', (event) => {
    const payload = payloadOf(natives.data(event));
    if (payload !== undefined) {
      connection.message({ direction: 'received', type: typeOf(payload) }, payload);
    }
  });
  reporter.listen(socket, 'close', (event) => {
    const wasClean = natives.wasClean(event);
    const close = { code: natives.code(event), reason: natives.reason(event), wasClean };
    const failure = connection.isClosing && !wasOpen ? 'aborted' : 'failed';
    connection.closed(wasOpen && wasClean ? 'closed' : failure, { close });
  });
}

function typeOf(payload: Payload): 'text' | 'binary' {
  return payload.kind === 'text' ? 'text' : 'binary';
}

/**
 * What `send` is to be called with. What is neither buffer nor Blob becomes a string by calling
 * the page's code, which must happen once: so it is done here instead of natively, at the same
 * moment.
 */
function asSent(data: unknown): unknown {
  if (typeof data === 'string' || typeof data === 'symbol') return data;
  if (isBinary(data) || sizeOfBlob(data) !== undefined) return data;
  try {
    return `${data}`;
  } catch (error) {
    return unconvertibleLike(error);
  }
}

/** Makes `send` say itself, in its own words, that a conversion has no result. */
function unconvertibleLike(error: unknown): unknown {
  const message = peekValue(error, 'message');
  if (message === 'Cannot convert object to primitive value') return { __proto__: null };
  if (message === 'Cannot convert a Symbol value to a string') return NativeSymbol();
  throw error;
}

function askedProtocols(asked: unknown): { readonly protocols?: readonly string[] } {
  if (typeof asked === 'string') return { protocols: [asked] };
  return isArray(asked) ? { protocols: stringsOf(asked) } : {};
}

function closeAsked(args: unknown[]): { readonly code?: number; readonly reason?: string } {
  const code = args[0];
  const reason = args[1];
  return {
    ...(isCloseCode(code) && { code }),
    ...(typeof reason === 'string' && { reason }),
  };
}

function isCloseCode(code: unknown): code is number {
  return typeof code === 'number' && code % 1 === 0 && code >= 1000 && code <= 4999;
}
