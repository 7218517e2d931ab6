import { readString } from '../../bytes/json/string.ts';
import { stringEnd } from '../../bytes/json/value-end.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import { IN_VIEW, LINE, ledBy, STRING, WHOLE } from './line.ts';
import { plainLine } from './plain-line.ts';
import { plainString, plainStringEnd, wordNameEnd } from './plain-parts.ts';
import { CLOSE_BRACE, OPEN_BRACE, OPEN_BRACKET, QUOTE, Scan } from './scan.ts';

/** Stands for a value that is not there. */
const NOTHING = '…';

/**
 * One line for a JSON text: `{from: "kim", text: "hi"}`, `[12] {id: 1, …}`. Where the line is long,
 * its most telling member comes first: `text: "hi" · {id: 7, …}`. With `isCut` more text follows,
 * and an array's count is a lower bound.
 */
export function summarize(text: string, isCut: boolean): string {
  return (isCut ? undefined : plainLine(text)) ?? anyLine(text, isCut);
}

function anyLine(text: string, isCut: boolean): string {
  const scan = new Scan(text);
  if (scan.at >= text.length) return '(no value)';
  if (scan.code === OPEN_BRACKET) return listLine(scan, isCut);
  const line = isCut || !mayFit(text) ? insideLine(text, isCut) : wholeLine(scan);
  return line === NOTHING ? '(no value)' : line;
}

/** Whether all of a text may fit into the line: as many characters, but for long strings and space. */
function mayFit(text: string): boolean {
  if (text.length <= WHOLE) return true;
  let length = 0;
  let at = 0;
  while (at < text.length && length <= WHOLE) {
    const code = text.charCodeAt(at);
    const end = code === QUOTE ? stringEnd(text, at) : at + 1;
    if (code > 0x20) length += Math.min(end - at, STRING);
    at = end;
  }
  return length <= WHOLE;
}

function wholeLine(scan: Scan): string {
  const line = whole(scan, WHOLE);
  const isWhole = line !== undefined && line.length <= WHOLE && !scan.isTruncated;
  if (!isWhole) return insideLine(scan.text, false);
  return line.length <= IN_VIEW ? line : withTelling(line, scan);
}

function insideLine(text: string, isCut: boolean): string {
  const scan = new Scan(text);
  const line = shorten(inside(scan, isCut), LINE);
  return line.length <= IN_VIEW ? line : withTelling(line, scan);
}

function withTelling(line: string, scan: Scan): string {
  if (!scan.goesToTelling()) return line;
  const { tellingPlace } = scan;
  const head = telling(scan);
  return ledBy(head, line, tellingPlace < 0 ? line.indexOf(head) : tellingPlace);
}

function telling(scan: Scan): string {
  const { at } = scan;
  if (scan.passesPlain()) return plainMember(scan, at, false, LINE / 2);
  const name = takeName(scan);
  return `${name}: ${takeString(scan, LINE / 2)}`;
}

function listLine(scan: Scan, isCut: boolean): string {
  let shown = '';
  const count = scan.eachElement((index) => {
    if (index >= LINE / 2 || shown.length > LINE) scan.skip();
    else shown += `${index > 0 ? ', ' : ' '}${inside(scan, false)}`;
  });
  const isMore = isCut || scan.isTruncated;
  if (count === 0 && !isMore) return '[]';
  return shorten(`[${count}${isMore ? '+' : ''}]${shown}`, LINE);
}

/** A value with everything in it; undefined where that takes more than `room` characters. */
function whole(scan: Scan, room: number): string | undefined {
  if (scan.code === OPEN_BRACKET) return wholeArray(scan, room);
  if (scan.code !== OPEN_BRACE) return outside(scan);
  if (!scan.enters(CLOSE_BRACE)) return '{}';
  let line = '{';
  do {
    const { at } = scan;
    const isFurther = line.length > 1;
    const place = WHOLE - room + line.length + (isFurther ? 2 : 0);
    scan.place = place;
    if (scan.passesPlain()) {
      line += plainMember(scan, at, isFurther);
      continue;
    }
    const name = takeName(scan);
    if (name === undefined) break;
    const value = scan.isStopped ? NOTHING : whole(scan, WHOLE - place - name.length - 2);
    if (value === undefined || line.length > room) return undefined;
    line += isFurther ? `, ${name}: ${value}` : `${name}: ${value}`;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}}`;
}

function wholeArray(scan: Scan, room: number): string | undefined {
  let line: string | undefined = '[';
  scan.eachElement((index) => {
    const left = room - (line?.length ?? 0) - (index > 0 ? 2 : 0);
    const value = line === undefined ? undefined : whole(scan, left);
    if (line === undefined || value === undefined || line.length > room) {
      line = undefined;
      scan.isStopped = true;
    } else {
      line += index > 0 ? `, ${value}` : value;
    }
  });
  return line === undefined ? undefined : `${line}]`;
}

/** A value with its members; what lies deeper is only hinted at. */
function inside(scan: Scan, isCut: boolean): string {
  if (scan.code !== OPEN_BRACE) return outside(scan);
  if (!scan.enters(CLOSE_BRACE)) return '{}';
  let line = '{';
  let count = 0;
  let hasMore = false;
  do {
    hasMore = count >= LINE / 4 || line.length > LINE;
    if (hasMore) {
      if (scan.passesName()) scan.skip();
      continue;
    }
    const { at } = scan;
    scan.place = line.length + (count > 0 ? 2 : 0);
    if (scan.passesPlain()) {
      line += plainMember(scan, at, count > 0);
      count += 1;
      continue;
    }
    const name = takeName(scan);
    if (name === undefined) break;
    const value = scan.isStopped ? NOTHING : outside(scan);
    line += count > 0 ? `, ${name}: ${value}` : `${name}: ${value}`;
    count += 1;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}${hasMore || isCut || scan.isTruncated ? ', …' : ''}}`;
}

/** The plain member that begins at `start`, and that the scan has passed. */
function plainMember(
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

function outside(scan: Scan): string {
  switch (scan.code) {
    case OPEN_BRACKET: {
      const count = scan.skip();
      return listHint(count, scan.isTruncated);
    }
    case OPEN_BRACE:
      return scan.skip() === 0 && !scan.isTruncated ? '{}' : '{…}';
    case QUOTE:
      return takeString(scan);
    default:
      return takeWord(scan);
  }
}

/** `[3 items]`: a bare number in brackets would read as the list's only member. */
function listHint(length: number, isCut: boolean): string {
  if (length === 0 && !isCut) return '[]';
  return `[${length}${isCut ? '+' : ''} ${length === 1 && !isCut ? 'item' : 'items'}]`;
}

function takeWord(scan: Scan): string {
  const { text, at } = scan;
  scan.passWord();
  return scan.at > at ? text.slice(at, scan.at) : NOTHING;
}

/** The string here with its quotes, as it is written where that can be read. */
function takeString(scan: Scan, limit = STRING): string {
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
function takeName(scan: Scan): string | undefined {
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
