import { CLOSE_BRACE, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../../bytes/json/characters.ts';
import { LINE, NOTHING } from './line.ts';
import type { Scan } from './scan.ts';
import { plainMember, takeName, takeString, takeWord } from './taken.ts';

/** A value with its members; what lies deeper is only hinted at. */
export function inside(scan: Scan, isCut: boolean): string {
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
    scan.told.place = line.length + (count > 0 ? 2 : 0);
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

/** A value of which only a hint is given where anything lies in it. */
export function outside(scan: Scan): string {
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
