/** Longer bodies are taken to hold something, in characters. */
const LONGEST = 4096;

/**
 * Whether a response says "nothing new": 204, 304, no body, or JSON whose lists and objects are
 * all empty, whatever plain values (a cursor, a time) lie beside them.
 */
export function isEmptyAnswer(status: number | undefined, body: string | undefined): boolean {
  if (status === 204 || status === 304) return true;
  if (body === undefined || body.length > LONGEST) return false;
  if (body.trim() === '') return true;
  try {
    return isHollow(JSON.parse(body));
  } catch {
    return false;
  }
}

function isHollow(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const inner = Array.isArray(value)
    ? value
    : Object.values(value).filter((part) => typeof part === 'object' && part !== null);
  if (Array.isArray(value)) return inner.length === 0;
  return Object.keys(value).length === 0 || (inner.length > 0 && inner.every(isHollow));
}

/** A number that stands for a text: FNV-1a over its UTF-16 units, with the length. */
export function digestOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) + (text.length % 0x100000) * 2 ** 32;
}
