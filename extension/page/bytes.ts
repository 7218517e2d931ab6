import { apply, getPrototypeOf, isView, uncurry, uncurryGetter } from './natives.ts';

const NativeUint8Array = Uint8Array;
const typedArray = getPrototypeOf(Uint8Array.prototype) ?? {};
const array = {
  buffer: uncurryGetter<ArrayBuffer>(typedArray, 'buffer'),
  offset: uncurryGetter<number>(typedArray, 'byteOffset'),
  length: uncurryGetter<number>(typedArray, 'byteLength'),
  isOne: uncurryGetter<string | undefined>(typedArray, Symbol.toStringTag),
};
const dataView = {
  buffer: uncurryGetter<ArrayBuffer>(DataView.prototype, 'buffer'),
  offset: uncurryGetter<number>(DataView.prototype, 'byteOffset'),
  length: uncurryGetter<number>(DataView.prototype, 'byteLength'),
};
const bufferLength = uncurryGetter<number>(ArrayBuffer.prototype, 'byteLength');

/** Whether it is a buffer or a view, even a detached one. Never throws, never runs page code. */
export function isBinary(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return isView(value) || isBuffer(value);
}

/** The bytes of a buffer or a view, not copied. */
export function bytesOf(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (!isView(value)) return new NativeUint8Array(value);
  const view = array.isOne(value) === undefined ? dataView : array;
  const length = view.length(value);
  // A detached buffer has no bytes and takes no views.
  if (length === 0) return new NativeUint8Array(0);
  return new NativeUint8Array(view.buffer(value), view.offset(value), length);
}

function isBuffer(value: unknown): value is ArrayBuffer {
  try {
    return bufferLength(value) >= 0;
  } catch {
    return false;
  }
}

/** A copy that later writes of the page do not reach. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new NativeUint8Array(bytes);
}

/** How many bytes; `length` itself is a getter that the page can replace. */
export function lengthOf(bytes: Uint8Array): number {
  return array.length(bytes);
}

/** A part of `bytes`, not copied. `subarray` would ask the page's `Symbol.species`. */
export function partOf(bytes: Uint8Array, start: number, end = lengthOf(bytes)): Uint8Array {
  return new NativeUint8Array(array.buffer(bytes), array.offset(bytes) + start, end - start);
}

const toBase64: unknown = Reflect.get(Uint8Array.prototype, 'toBase64');
const nativeToBase64 =
  typeof toBase64 === 'function' ? uncurry(toBase64 as () => string) : base64InPieces;

/** Standard base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  return nativeToBase64(bytes);
}

const nativeBtoa = btoa;
const { fromCharCode } = String;
const { min } = Math;
/** More arguments than this overflow the stack of `fromCharCode`; a multiple of 3 joins cleanly. */
const PIECE = 3 * 8192;

function base64InPieces(self: unknown): string {
  const bytes = self as Uint8Array;
  let base64 = '';
  for (let at = 0; at < lengthOf(bytes); at += PIECE) {
    const end = min(at + PIECE, lengthOf(bytes));
    base64 += nativeBtoa(apply(fromCharCode, undefined, partOf(bytes, at, end) as never) as string);
  }
  return base64;
}
