/** Up to this many bytes, reading ASCII here is quicker than the call to the decoder, in browsers above all. */
const SHORT = 64;

/** The text of `[start, end)` where it is ASCII, and short. */
export function asciiAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  return shortText(bytes, start, end, ASCII);
}

/** The same where it also stands for itself between quotation marks. */
export function plainAsciiAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  return shortText(bytes, start, end, PLAIN);
}

/** For each byte, 1 where it may be in a text. */
type Allowed = Uint8Array;

const ASCII: Allowed = allowing(/[\0-\x7f]/);
/** What JSON does not escape. */
const PLAIN: Allowed = allowing(/[ !#-[\]-~]/);

function allowing(units: RegExp): Allowed {
  return Uint8Array.from({ length: 256 }, (_, unit) =>
    units.test(String.fromCharCode(unit)) ? 1 : 0,
  );
}

function shortText(
  bytes: Uint8Array,
  start: number,
  end: number,
  allowed: Allowed,
): string | undefined {
  const length = end - start;
  const units = length > SHORT ? undefined : UNITS[length];
  if (units === undefined) return undefined;
  for (let offset = 0; offset < length; offset += 1) {
    const byte = bytes[start + offset] ?? 0;
    if (allowed[byte] === 0) return undefined;
    units[offset] = byte;
  }
  return String.fromCharCode(...units);
}

/** For every short length, where the units of a text are put together. */
const UNITS: readonly number[][] = Array.from({ length: SHORT + 1 }, (_, length) =>
  new Array<number>(length).fill(0),
);
