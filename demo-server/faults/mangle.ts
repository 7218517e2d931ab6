/** What a connection carries. */
export type Bytes = string | Uint8Array;

/** The first half. */
export function truncated(data: Bytes): Bytes {
  return data.slice(0, Math.ceil(data.length / 2));
}

/**
 * A message as a faulty program would write it: a STOMP frame whose first header has no colon, JSON
 * that lacks a quote, an event with an unknown field, bytes with a length that is too large.
 */
export function malformed(data: Bytes): Bytes {
  if (typeof data !== 'string') return malformedBytes(data);
  const colon = /^[A-Z]+\n[^:\n]*(:)/d.exec(data)?.indices?.[1]?.[0];
  if (colon !== undefined) return cutOut(data, colon);
  if (data.startsWith('data:') || data.startsWith('id:') || data.startsWith('event:'))
    return `d\u0000ta: ${data}`;
  const quote = data.lastIndexOf('"');
  return quote < 0 ? `\uFFFD${data}` : cutOut(data, quote);
}

function cutOut(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

/** The second byte is where most formats begin a length. */
function malformedBytes(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  if (changed.length > 1) changed[1] = 0xff;
  return changed;
}
