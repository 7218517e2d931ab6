import { QUOTE } from '../../../bytes/json/characters.ts';
import { readString } from '../../../bytes/json/string.ts';
import { quoted } from '../../../bytes/shorten.ts';
import { NOTHING, STRING } from './line.ts';
import { plainString, plainStringEnd, wordNameEnd } from './plain-parts.ts';
import type { Scan } from './scan.ts';

/** The plain member that begins at `start`, and that the scan has passed. */
export function plainMember(
  { text, at, nameEnd }: Scan,
  start: number,
  isFurther: boolean,
  limit = STRING,
): string {
  const name = text.slice(start + 1, nameEnd);
  const isString = text.charCodeAt(nameEnd + 2) === QUOTE;
  const value = isString ? plainString(text, nameEnd + 2, at, limit) : text.slice(nameEnd + 2, at);
  return isFurther ? `, ${name}: ${value}` : `${name}: ${value}`;
}

/** The number or word here. */
export function takeWord(scan: Scan): string {
  const { text, at } = scan;
  scan.passWord();
  return scan.at > at ? text.slice(at, scan.at) : NOTHING;
}

/** The string here with its quotes, as it is written where that can be read. */
export function takeString(scan: Scan, limit = STRING): string {
  const { text, at } = scan;
  const end = plainStringEnd(text, at);
  if (end < 0) {
    scan.passString();
    return quoted(readString(text, at).value, limit);
  }
  scan.at = end;
  return plainString(text, at, end, limit);
}

/** The name here, and the scan stands at its value; undefined where there is none. */
export function takeName(scan: Scan): string | undefined {
  const { text, at } = scan;
  const end = wordNameEnd(text, at);
  if (end >= 0) {
    scan.at = end + 1;
    scan.passesColon(at, end);
    return text.slice(at + 1, end);
  }
  scan.passesName();
  return scan.at > at ? memberName(readString(text, at).value) : undefined;
}

function memberName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name, STRING);
}
