import type { ByteRange } from '../contract.ts';
import type { Version } from './address.ts';

const SEPARATOR = 0x1e;
const COLON = 0x3a;
/** Digits that the length of a packet takes at most. */
const LONGEST_LENGTH = 10;

/** One packet of a payload. */
export interface Cut {
  /** Bytes it takes with what stands around it. */
  readonly length: number;
  readonly packet: ByteRange;
  readonly isBinary: boolean;
  /** Why it does not end as it should; absent where it does. */
  readonly failure?: 'truncated' | 'bad-length';
}

/**
 * The first packet of a polling body, looking from `searched` on; `undefined` while it is incomplete.
 * With `isFinal` nothing follows.
 */
export function nextPacket(
  bytes: Uint8Array,
  version: Version,
  searched: number,
  isFinal: boolean,
): Cut | undefined {
  if (bytes.length === 0) return undefined;
  if (version === 4) return separated(bytes, searched, isFinal);
  const isBinary = bytes[0] === 0 || bytes[0] === 1;
  return isBinary ? withBinaryLength(bytes, isFinal) : withLength(bytes, isFinal);
}

/** `4hello`, U+001E, `2`: revision 4. */
function separated(bytes: Uint8Array, searched: number, isFinal: boolean): Cut | undefined {
  const end = bytes.indexOf(SEPARATOR, searched);
  if (end >= 0) return { length: end + 1, packet: [0, end], isBinary: false };
  return isFinal ? rest(bytes, 0) : undefined;
}

/** `6:4hello`: revision 3, the length in UTF-16 units. */
function withLength(bytes: Uint8Array, isFinal: boolean): Cut | undefined {
  const colon = bytes.subarray(0, LONGEST_LENGTH + 1).indexOf(COLON);
  const digits = String.fromCharCode(...bytes.subarray(0, colon < 0 ? LONGEST_LENGTH : colon));
  if (!/^\d+$/.test(digits)) return rest(bytes, 0, 'bad-length');
  if (colon < 0) {
    if (bytes.length > LONGEST_LENGTH) return rest(bytes, 0, 'bad-length');
    return isFinal ? rest(bytes, bytes.length, 'truncated') : undefined;
  }
  const start = colon + 1;
  const end = behindUnits(bytes, start, Number(digits));
  if (end !== undefined) return { length: end, packet: [start, end], isBinary: false };
  return isFinal ? rest(bytes, start, 'truncated') : undefined;
}

/** 00 or 01, the digits of the length as bytes 0 to 9, ff: revision 3 with binary answers. */
function withBinaryLength(bytes: Uint8Array, isFinal: boolean): Cut | undefined {
  let at = 1;
  let length = 0;
  for (; at <= LONGEST_LENGTH; at += 1) {
    const digit = bytes[at];
    if (digit === undefined || digit > 9) break;
    length = length * 10 + digit;
  }
  if (bytes[at] === undefined) return isFinal ? rest(bytes, bytes.length, 'truncated') : undefined;
  if (bytes[at] !== 0xff || at === 1) return rest(bytes, 0, 'bad-length');
  const start = at + 1;
  const end = start + length;
  const isBinary = bytes[0] === 1;
  if (end <= bytes.length) return { length: end, packet: [start, end], isBinary };
  return isFinal ? { ...rest(bytes, start, 'truncated'), isBinary } : undefined;
}

function rest(bytes: Uint8Array, start: number, failure?: Cut['failure']): Cut {
  const cut = { length: bytes.length, packet: [start, bytes.length] as const, isBinary: false };
  return failure ? { ...cut, failure } : cut;
}

/** The offset behind so many UTF-16 units of UTF-8 text; `undefined` where there are fewer. */
function behindUnits(bytes: Uint8Array, start: number, units: number): number | undefined {
  if (bytes.length - start < units) return undefined;
  let at = start;
  let left = units;
  while (left > 0) {
    const lead = bytes[at];
    if (lead === undefined) return undefined;
    // Four bytes of UTF-8 are a pair of units.
    left -= lead >= 0xf0 ? 2 : 1;
    at += unitBytes(lead);
  }
  return at <= bytes.length ? at : undefined;
}

function unitBytes(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
