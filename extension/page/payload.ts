import type { Body } from '../contract/events.ts';
import { LIMITS } from '../contract/limits.ts';
import { base64Of, bytesOf, isBinary, lengthOf, partOf } from './bytes.ts';
import { text, uncurry, uncurryGetter } from './natives.ts';
import { utf8Beginning, utf8Size } from './utf8.ts';

/** A payload as a tap finds it. Bytes are not copied: encode them before the page can go on. */
export type Payload =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'missing'; readonly reason: string; readonly size?: number };

/** A payload as an event carries it, without what is still to be read. */
export type Encoded = {
  readonly size: number;
  readonly truncated?: true;
} & Exclude<Body, { readonly pending: true }>;

const blobSize = uncurryGetter<number>(Blob.prototype, 'size');
const blobSlice = uncurry(Blob.prototype.slice);
const blobArrayBuffer = uncurry(Blob.prototype.arrayBuffer);

/** Bytes of a Blob; `undefined` if it is none. */
export function sizeOfBlob(value: unknown): number | undefined {
  try {
    return blobSize(value);
  } catch {
    return undefined;
  }
}

/** What browsers send as it is: text, buffers, views and Blobs. `undefined` for all else. */
export function payloadOf(value: unknown): Payload | undefined {
  if (typeof value === 'string') return { kind: 'text', text: text.toWellFormed(value) };
  if (typeof value !== 'object' || value === null) return undefined;
  if (isBinary(value)) return { kind: 'bytes', bytes: bytesOf(value) };
  return sizeOfBlob(value) === undefined ? undefined : { kind: 'blob', blob: value as Blob };
}

export function encodeText(whole: string): Encoded {
  const size = utf8Size(whole);
  if (size <= LIMITS.payload) return { text: whole, size };
  return { text: utf8Beginning(whole, LIMITS.payload), size, truncated: true };
}

/** `size` is how many bytes there were, if `bytes` is only their beginning. */
export function encodeBytes(bytes: Uint8Array, size = lengthOf(bytes)): Encoded {
  if (size <= LIMITS.payload) return { base64: base64Of(bytes), size };
  return { base64: base64Of(partOf(bytes, 0, LIMITS.payload)), size, truncated: true };
}

/** Reads as much of a Blob as is kept. The promise is ours alone. */
export function readBlob(blob: Blob): Promise<ArrayBuffer> {
  const kept = (sizeOfBlob(blob) ?? 0) > LIMITS.payload ? blobSlice(blob, 0, LIMITS.payload) : blob;
  return blobArrayBuffer(kept);
}

/** The part of a Blob that starts at a byte. */
export function restOfBlob(blob: Blob, start: number): Blob {
  return blobSlice(blob, start);
}
