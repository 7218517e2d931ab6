/**
 * How the length of a custom MIME type is written in seven bits: the specification says the length
 * itself; Java and JavaScript write one less, because none is empty. Which it is shows only in
 * what follows.
 */
export type LengthConvention = 'one less' | 'as it is';

const WELL_KNOWN = 0x80;
/** Of the length of an entry's metadata. */
const LENGTH_BYTES = 3;

/** Bytes of the custom type that a byte without the highest bit announces. */
export function customLength(byte: number, convention: LengthConvention): number {
  return convention === 'one less' ? byte + 1 : byte;
}

/** The convention by which composite metadata has no odd end; what is in use where neither fits. */
export function compositeConvention(content: Uint8Array): LengthConvention {
  return isComposite(content, 'one less') || !isComposite(content, 'as it is')
    ? 'one less'
    : 'as it is';
}

/** Whether the bytes are entries of composite metadata from the first to the last. */
export function isComposite(content: Uint8Array, convention: LengthConvention): boolean {
  let at = 0;
  while (at < content.length) {
    const behind = behindType(content, at, convention);
    if (behind === undefined || behind + LENGTH_BYTES > content.length) return false;
    const length =
      (content[behind] ?? 0) * 0x10000 +
      (content[behind + 1] ?? 0) * 0x100 +
      (content[behind + 2] ?? 0);
    at = behind + LENGTH_BYTES + length;
  }
  return at === content.length;
}

/** The same for a list of MIME types by themselves. */
export function typeListConvention(content: Uint8Array): LengthConvention {
  const fits = (convention: LengthConvention) => {
    let at: number | undefined = 0;
    while (at !== undefined && at < content.length) at = behindType(content, at, convention);
    return at === content.length;
  };
  return fits('one less') || !fits('as it is') ? 'one less' : 'as it is';
}

/** Offset behind the type at `at`; none where it is no text of printable ASCII. */
function behindType(
  content: Uint8Array,
  at: number,
  convention: LengthConvention,
): number | undefined {
  const byte = content[at] ?? 0;
  if (byte & WELL_KNOWN) return at + 1;
  const end = at + 1 + customLength(byte, convention);
  if (end > content.length || end === at + 1) return undefined;
  return content.subarray(at + 1, end).every(isPrintable) ? end : undefined;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}
