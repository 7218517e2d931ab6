import { apply, text, uncurryGetter } from './natives.ts';

const NativeURL = URL;
const hrefOf = uncurryGetter<string>(URL.prototype, 'href');
const canParse: unknown = Reflect.get(URL, 'canParse');
const nativeCanParse = typeof canParse === 'function' ? canParse : undefined;

/** Where relative URLs start from: the document's base, read natively. */
export function baseOf(globals: Window & typeof globalThis): () => string {
  const baseURI = uncurryGetter<string>(globals.Node.prototype, 'baseURI');
  const { document } = globals;
  return () => baseURI(document);
}

/**
 * The URL a page means, resolved, without running its code: strings and URL objects. Empty for
 * other objects, whose `toString` is for the browser alone to call.
 */
export function resolvedUrl(given: unknown, base: string): string {
  if (typeof given === 'object' || typeof given === 'function') return hrefOfObject(given);
  if (typeof given === 'symbol') return '';
  const url = `${given}`;
  return isResolvable(url, base) ? hrefOf(new NativeURL(url, base)) : url;
}

/** Whether the browser would take the text for a URL. */
export function isResolvable(url: string, base: string): boolean {
  if (nativeCanParse !== undefined) {
    return apply(nativeCanParse as typeof URL.canParse, NativeURL, [url, base]);
  }
  try {
    return hrefOf(new NativeURL(url, base)) !== '';
  } catch {
    return false;
  }
}

function hrefOfObject(given: unknown): string {
  try {
    return hrefOf(given);
  } catch {
    return '';
  }
}

/** A URL as responses have it. */
export function withoutFragment(url: string): string {
  const hash = text.indexOf(url, '#');
  return hash === -1 ? url : text.slice(url, 0, hash);
}

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'] as const;

/** A method as the browser sends it. https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizedMethod(method: string): string {
  const upper = text.toUpperCase(method);
  for (let at = 0; at < NORMALIZED.length; at++) if (NORMALIZED[at] === upper) return upper;
  return method;
}
