import { OPEN_BRACKET, QUOTE } from '../../../bytes/json/characters.ts';
import { stringEnd } from '../../../bytes/json/value-end.ts';
import { shorten } from '../../../bytes/shorten.ts';
import { inside } from './inside.ts';
import { IN_VIEW, LINE, ledBy, NOTHING, STRING, WHOLE } from './line.ts';
import { plainLine } from './plain-line.ts';
import { Scan } from './scan.ts';
import { plainMember, takeName, takeString } from './taken.ts';
import { whole } from './whole.ts';

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
  const { placeInLine } = scan.told;
  const head = telling(scan);
  return ledBy(head, line, placeInLine < 0 ? line.indexOf(head) : placeInLine);
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
