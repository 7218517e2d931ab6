import { Cursor } from '../../bytes/cursor.ts';

/** The ext type that the specification reserves for times. */
export const TIMESTAMP_TYPE = -1;

/** Nanoseconds of one second. */
const BILLION = 1_000_000_000;
/** The last second a Date can hold, and the first one with the sign turned. */
const LAST_SECOND = 8_640_000_000_000n;

/** A time as a timestamp ext holds it. */
export interface Timestamp {
  readonly format: string;
  /** Seconds since 1970-01-01, and nanoseconds to be added to them. */
  readonly seconds: bigint;
  readonly nanoseconds: number;
  /** In words: `2018-01-02T03:04:05.678901234Z`; far times as their seconds. */
  readonly text: string;
  readonly isValid: boolean;
}

/** Reads the data of an ext −1; undefined where it has none of the three lengths 4, 8 and 12. */
export function readTimestamp(data: Uint8Array): Timestamp | undefined {
  const cursor = new Cursor(data);
  switch (data.length) {
    case 4:
      return timestamp('timestamp 32', BigInt(cursor.u32() ?? 0), 0);
    case 8: {
      // 30 bits of nanoseconds, then 34 bits of seconds.
      const both = cursor.u64() ?? 0n;
      return timestamp('timestamp 64', both & 0x3_ffff_ffffn, Number(both >> 34n));
    }
    case 12: {
      const nanoseconds = cursor.u32() ?? 0;
      return timestamp('timestamp 96', BigInt.asIntN(64, cursor.u64() ?? 0n), nanoseconds);
    }
    default:
      return undefined;
  }
}

function timestamp(format: string, seconds: bigint, nanoseconds: number): Timestamp {
  const isValid = nanoseconds < BILLION;
  return { format, seconds, nanoseconds, text: inWords(seconds, nanoseconds), isValid };
}

function inWords(seconds: bigint, nanoseconds: number): string {
  const isDate = seconds >= -LAST_SECOND && seconds < LAST_SECOND && nanoseconds < BILLION;
  if (!isDate) return `${seconds} s + ${nanoseconds} ns`;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -'.000Z'.length);
  const fraction = String(nanoseconds).padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? `${whole}Z` : `${whole}.${fraction}Z`;
}
