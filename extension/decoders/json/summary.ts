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

function withTelling(line: string, { telling }: Scan): string {
  if (!telling) return line;
  const head = `${memberName(telling.name)}: ${quoted(telling.value, LINE / 2)}`;
  const isInView = line.slice(0, IN_VIEW).includes(head);
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
    const name = nameAt(scan);
    if (name !== undefined) line += line.length > 1 ? `, ${name}: ` : `${name}: `;
    else if (!scan.passesName()) break;
    const value = scan.passesName() ? whole(scan, room - line.length) : NOTHING;
    if (value === undefined || line.length > room) return undefined;
    line += value;
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
    const name = nameAt(scan);
    if (name !== undefined) line += count > 0 ? `, ${name}: ` : `${name}: `;
    else if (!scan.passesName()) break;
    line += scan.passesName() ? outside(scan) : NOTHING;
    count += 1;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}${hasMore || isCut || scan.isTruncated ? ', …' : ''}}`;
}

function outside(scan: Scan): string {
  const { text, at } = scan;
  switch (scan.code) {
    case OPEN_BRACKET: {
      const count = scan.skip();
      return listHint(count, scan.isTruncated);
    }
    case OPEN_BRACE:
      return scan.skip() === 0 && !scan.isTruncated ? '{}' : '{…}';
    case QUOTE:
      scan.passString();
      return stringText(text, at, scan.at);
    default:
      scan.passWord();
      return scan.at > at ? text.slice(at, scan.at) : NOTHING;
  }
}

/** `[3 items]`: a bare number in brackets would read as the list's only member. */
function listHint(length: number, isCut: boolean): string {
  if (length === 0 && !isCut) return '[]';
  return `[${length}${isCut ? '+' : ''} ${length === 1 && !isCut ? 'item' : 'items'}]`;
}

/** The string of `[start, end)`, quotes included. */
function stringText(text: string, start: number, end: number): string {
  const isShort = end - start <= STRING + 2;
  if (isShort && plainEnd(text, start + 1) === end - 1) return text.slice(start, end);
  return quoted(readString(text, start).value, STRING);
}

/** The name here, without passing over it; undefined where there is none. */
function nameAt({ text, at, code }: Scan): string | undefined {
  if (code !== QUOTE) return undefined;
  const end = plainEnd(text, at + 1);
  const name = end < 0 ? readString(text, at).value : text.slice(at + 1, end);
  return memberName(name);
}

function memberName(name: string): string {
  const isWord = isAsciiWord(name) || /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name);
  return isWord ? name : quoted(name, STRING);
}

/** Letters, digits, `_` and `$`, of which the first is no digit. */
function isAsciiWord(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    const isDigit = code >= 0x30 && code <= 0x39 && at > 0;
    if (!isLetter && !isDigit && code !== UNDERSCORE && code !== DOLLAR) return false;
  }
  return name.length > 0;
}
