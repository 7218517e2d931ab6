/** Bytes as text and back, RFC 4648 §4, with the engine's own coder where it has one. */

interface NativeBase64 {
  fromBase64?(text: string): Uint8Array;
}

/** `String.fromCharCode` takes its argument list from the stack: pieces keep it short. */
const PIECE = 0x8000;

/** Padded base64 of the bytes. */
export function encodeBase64(bytes: Uint8Array): string {
  const native: { toBase64?(): string } = bytes;
  if (native.toBase64) return native.toBase64();
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(binary);
}

/** The bytes, or `undefined` if the text is not base64. White space is passed over. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const native: NativeBase64 = Uint8Array as NativeBase64;
  try {
    if (native.fromBase64) return native.fromBase64(text);
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}
