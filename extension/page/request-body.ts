import { copyOf } from './bytes.ts';
import { uncurry, uncurryGetter } from './natives.ts';
import { type Payload, payloadOf } from './payload.ts';

const paramsToString = uncurry(URLSearchParams.prototype.toString);
const isLocked = uncurryGetter<boolean>(ReadableStream.prototype, 'locked');
const hasEntry = uncurry(FormData.prototype.has);

/**
 * A request body as `fetch`, `Request` and `XMLHttpRequest.send` take it, as it is at this moment;
 * `undefined` if there is none. Streams are not read, and a page's objects not converted.
 */
export function requestBody(body: unknown): Payload | undefined {
  if (body === null || body === undefined) return undefined;
  const payload = payloadOf(body);
  if (payload !== undefined) {
    return payload.kind === 'bytes' ? { kind: 'bytes', bytes: copyOf(payload.bytes) } : payload;
  }
  if (typeof body === 'symbol') return { kind: 'missing', reason: 'symbol' };
  if (typeof body !== 'object' && typeof body !== 'function') {
    return { kind: 'text', text: `${body as string}` };
  }
  return paramsOf(body) ?? { kind: 'missing', reason: reasonFor(body) };
}

function paramsOf(body: object): Payload | undefined {
  try {
    return { kind: 'text', text: paramsToString(body) };
  } catch {
    return undefined;
  }
}

function reasonFor(body: object): string {
  if (succeeds(() => hasEntry(body, ''))) return 'FormData';
  return succeeds(() => isLocked(body)) ? 'stream' : 'object';
}

function succeeds(look: () => void): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}
