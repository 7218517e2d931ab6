import { PACKET_TYPES, type PacketType } from './packet-types.ts';

/** The longest fixed header: the first byte and a remaining length of four. */
const LONGEST = 5;

/** What every packet begins with (MQTT 5 §2.1). */
export interface FixedHeader {
  readonly type: PacketType;
  /** The lower half of the first byte. */
  readonly flags: number;
  /** Bytes of the fixed header: 2 to 5. */
  readonly length: number;
  /** Bytes of the whole packet. */
  readonly packetLength: number;
  /** The remaining length took more bytes than it needs (MQTT 5 §1.5.5). */
  readonly isOverlong: boolean;
}

/** Reads the fixed header at `start`; `malformed` is what no packet can begin with. */
export function readFixedHeader(
  bytes: Uint8Array,
  start = 0,
): FixedHeader | 'incomplete' | 'malformed' {
  const first = bytes[start];
  if (first === undefined) return 'incomplete';
  const type = PACKET_TYPES[first >> 4] ?? 'reserved';
  if (type === 'reserved') return 'malformed';
  const remaining = readVariableInteger(bytes, start + 1);
  if (typeof remaining === 'string') return remaining;
  const length = 1 + remaining.length;
  return {
    type,
    flags: first & 0x0f,
    length,
    packetLength: length + remaining.value,
    isOverlong: remaining.isOverlong,
  };
}

/** A number of one to four bytes, seven bits in each, lowest first (MQTT 5 §1.5.5). */
export function readVariableInteger(
  bytes: Uint8Array,
  start: number,
  end = bytes.length,
):
  | { readonly value: number; readonly length: number; readonly isOverlong: boolean }
  | 'incomplete'
  | 'malformed' {
  let value = 0;
  for (let length = 1; length < LONGEST; length += 1) {
    const at = start + length - 1;
    if (at >= end) return 'incomplete';
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 0x80 ** (length - 1);
    if (byte < 0x80) return { value, length, isOverlong: length > 1 && byte === 0 };
  }
  return 'malformed';
}
