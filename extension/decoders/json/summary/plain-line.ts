import { CLOSE_BRACE, COLON, COMMA, OPEN_BRACE, QUOTE } from '../../../bytes/json/characters.ts';
import { IN_VIEW, LINE, ledBy, STRING, WHOLE } from './line.ts';
import { plainString, plainStringEnd, wordEnd, wordNameEnd } from './plain-parts.ts';
import { rankOf, SILENT } from './telling.ts';

/**
 * The line of a short object with nothing nested, unusual or spaced in it, as most small messages are:
 * in one go, and the same that the slower way gives. `undefined` for any other text.
 */
export function plainLine(text: string): string | undefined {
  const { length } = text;
  if (length < 2 || length > WHOLE || text.charCodeAt(0) !== OPEN_BRACE) return undefined;
  let line = '{';
  let at = 0;
  let rank = SILENT;
  let head = '';
  let place = 0;
  do {
    const start = at + 1;
    const nameEnd = wordNameEnd(text, start);
    const value = nameEnd + 2;
    if (nameEnd < 0 || value >= length || text.charCodeAt(nameEnd + 1) !== COLON) return undefined;
    const isString = text.charCodeAt(value) === QUOTE;
    at = isString ? plainStringEnd(text, value) : wordEnd(text, value);
    if (at <= value || at >= length) return undefined;
    const name = text.slice(start + 1, nameEnd);
    const shown = isString ? plainString(text, value, at, STRING) : text.slice(value, at);
    const told = isString && at > value + 2 ? rankOf(text, start + 1, nameEnd) : SILENT;
    if (told < rank) {
      rank = told;
      head = `${name}: ${plainString(text, value, at, LINE / 2)}`;
      place = line.length;
    }
    line += text.charCodeAt(at) === COMMA ? `${name}: ${shown}, ` : `${name}: ${shown}`;
  } while (text.charCodeAt(at) === COMMA);
  if (text.charCodeAt(at) !== CLOSE_BRACE || at + 1 !== length || line.length >= WHOLE)
    return undefined;
  line += '}';
  return rank === SILENT || line.length <= IN_VIEW ? line : ledBy(head, line, place);
}
