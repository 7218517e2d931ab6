import { lengthOf } from './bytes.ts';
import { text as native, uncurry } from './natives.ts';

const encoder = new TextEncoder();
const nativeEncode = uncurry(encoder.encode);
const nativeEncodeInto = uncurry(encoder.encodeInto);
const NativeUint8Array = Uint8Array;
/** Up to here, looking at each character is quicker than encoding. */
const SHORT = 512;

export function utf8(text: string): Uint8Array {
  return nativeEncode(encoder, text);
}

/** Size in bytes as UTF-8; a lone surrogate counts as U+FFFD, which is what goes over the wire. */
export function utf8Size(text: string): number {
  const length = text.length;
  if (length > SHORT) return lengthOf(utf8(text));
  for (let at = 0; at < length; at++) {
    if (native.charCodeAt(text, at) > 0x7f) return lengthOf(utf8(text));
  }
  return length;
}

/** The longest beginning of `text` that has at most `limit` bytes as UTF-8. */
export function utf8Beginning(text: string, limit: number): string {
  const { read } = nativeEncodeInto(encoder, text, new NativeUint8Array(limit));
  return native.slice(text, 0, read);
}
