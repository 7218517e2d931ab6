import type { JsonValue } from '../../bytes/json/value.ts';

/** Claims that are times (RFC 7519 §4.1, OpenID Connect Core §2, §5.1), and what they say. */
export const TIME_CLAIMS: ReadonlyMap<string, string> = new Map([
  ['exp', 'expires'],
  ['nbf', 'not valid before'],
  ['iat', 'issued'],
  ['auth_time', 'signed in'],
  ['updated_at', 'profile updated'],
]);

/** The latest instant that a Date can hold, in seconds. */
const LATEST = 8.64e12;
/** As seconds, later than the year 5000: these are milliseconds. */
const MILLISECONDS = 1e11;

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** The seconds of a NumericDate (RFC 7519 §2); undefined where a member is no number. */
export function secondsOf(member: JsonValue | undefined): number | undefined {
  if (!member) return undefined;
  const { value, note } = member;
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || note === 'number';
  return isNumber ? Number(value) : undefined;
}

/** Seconds as a date; undefined where no date is that far. */
export function dateText(seconds: number): string | undefined {
  if (!(Math.abs(seconds) <= LATEST)) return undefined;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** What is wrong with a time claim's value, if anything. */
export function timeFault(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return 'A time is a number of seconds since 1970 (RFC 7519 §2).';
  const isSound = Math.abs(seconds) <= MILLISECONDS;
  return isSound ? undefined : 'This is no time in seconds; perhaps milliseconds.';
}

/** When an instant is, seen from another: `in 15 min`, `2 d 3 h ago`, `now`. Both in seconds. */
export function relativeText(seconds: number, from: number): string {
  const distance = Math.round(seconds - from);
  if (distance === 0) return 'now';
  const text = durationText(Math.abs(distance));
  return distance > 0 ? `in ${text}` : `${text} ago`;
}

/** A duration in its two greatest units. */
function durationText(seconds: number): string {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  let left = seconds;
  const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count} ${unit}` : '';
  });
  return parts.filter((part) => part !== '').join(' ');
}
