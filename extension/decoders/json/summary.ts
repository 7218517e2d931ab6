import { plainEnd, readString } from '../../bytes/json/string.ts';
import { stringEnd } from '../../bytes/json/value-end.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import { CLOSE_BRACE, OPEN_BRACE, OPEN_BRACKET, QUOTE, Scan } from './scan.ts';

/** Characters of one string, and of the whole line. */
const STRING = 40;
const LINE = 120;
/** A value is shown with all that is in it where that takes no more characters than this. */
const WHOLE = 200;
/** Stands for a value that is not there. */
const NOTHING = '…';
/** What lies further to the right than this is often not in view. */
const IN_VIEW = 60;
const DOLLAR = 0x24;
const UNDERSCORE = 0x5f;

/**
 * One line for a JSON text: `{from: "kim", text: "hi"}`, `[12] {id: 1, …}`. Where the line is long,
 * its most telling member comes first: `text: "hi" · {id: 7, …}`. With `isCut` more text follows,
 * and an array's count is a lower bound.
 */
export function summarize(text: string, isCut: boolean): string {
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
  const name = takeName(scan);
  const head = `${name}: ${takeString(scan, LINE / 2)}`;
  const place = line.indexOf(head);
  const isInView = place >= 0 && place + head.length <= IN_VIEW;
  return isInView ? line : shorten(`${head} · ${line}`, WHOLE);
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
    const name = takeName(scan);
    if (name === undefined) break;
    const value = scan.isStopped ? NOTHING : whole(scan, room - line.length);
    if (value === undefined || line.length > room) return undefined;
    line += line.length > 1 ? `, ${name}: ${value}` : `${name}: ${value}`;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}}`;
}

function wholeArray(scan: Scan, room: number): string | undefined {
  let line: string | undefined = '[';
  scan.eachElement((index) => {
    const value = line === undefined ? undefined : whole(scan, room - line.length);
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
    const name = takeName(scan);
    if (name === undefined) break;
    const value = scan.isStopped ? NOTHING : outside(scan);
    line += count > 0 ? `, ${name}: ${value}` : `${name}: ${value}`;
    count += 1;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}${hasMore || isCut || scan.isTruncated ? ', …' : ''}}`;
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
  const end = plainEnd(text, at + 1);
  if (end >= 0 && end - at <= limit + 1) {
    scan.at = end + 1;
    return text.slice(at, end + 1);
  }
  scan.passString();
  return quoted(readString(text, at).value, limit);
}

/** The name here, and the scan stands at its value; undefined where there is none. */
function takeName(scan: Scan): string | undefined {
  const { text, at } = scan;
  if (scan.code !== QUOTE) {
    scan.isStopped = true;
    return undefined;
  }
  const end = asciiWordEnd(text, at + 1);
  if (end > at + 1 && end < text.length && text.charCodeAt(end) === QUOTE) {
    scan.at = end + 1;
    scan.passesColon(at, end);
    return text.slice(at + 1, end);
  }
  scan.passesName();
  return memberName(readString(text, at).value);
}

function memberName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name, STRING);
}

/** Index behind letters, digits, `_` and `$`; where they begin with a digit, of that. */
function asciiWordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    const isDigit = code >= 0x30 && code <= 0x39 && at > start;
    if (!isLetter && !isDigit && code !== UNDERSCORE && code !== DOLLAR) break;
    at += 1;
  }
  return at;
}
