/** Characters of a summary line. */
const SUMMARY = 120;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The beginning of a text as one line: white space runs become one space, controls are visible. */
export function oneLine(text: string, limit = SUMMARY): string {
  if (text.length <= limit && isPlainLine(text)) return text;
  // White space may shrink, so a little more than the limit is looked at.
  const start = text.slice(0, limit * 4);
  const line = start
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\p{Cc}/gu, controlPicture);
  if (start.length < text.length) return `${cut(line, limit - 1)}…`;
  return shorten(line, limit);
}

/** The text, or its beginning with an ellipsis, in at most `limit` UTF-16 units. */
export function shorten(text: string, limit = SUMMARY): string {
  return text.length <= limit ? text : `${cut(text, limit - 1)}…`;
}

/** The text or its beginning in quotation marks, on one line: what would break it is escaped. */
export function quoted(text: string, limit = SUMMARY): string {
  const short = shorten(text, limit);
  // Most are as they are between their quotes.
  if (isPlain(short)) return `"${short}"`;
  return JSON.stringify(short).replace(/[\x7f-\x9f\u2028\u2029]/g, unicodeEscape);
}

/** Whether nothing in it needs an escape between quotation marks. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isPlainInQuotes(text.charCodeAt(at))) return false;
  }
  return true;
}

/**
 * Whether a UTF-16 unit may stand between quotation marks as it is: not they, the backslash, controls
 * and line ends; halves of pairs may not be whole.
 */
export function isPlainInQuotes(code: number): boolean {
  if (code < 0x7f) return code >= SPACE && code !== QUOTE && code !== BACKSLASH;
  return code >= 0xa0 && code !== 0x2028 && code !== 0x2029 && (code < 0xd800 || code >= 0xe000);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Whether it is one line already: visible ASCII with single spaces between. */
function isPlainLine(text: string): boolean {
  let previous = SPACE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x7f || code < SPACE || (code === SPACE && previous === SPACE)) return false;
    previous = code;
  }
  return previous !== SPACE;
}

function cut(text: string, length: number): string {
  const part = text.slice(0, length);
  const last = part.charCodeAt(part.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? part.slice(0, -1) : part;
}

/** U+2400 … U+2421: the pictures Unicode has for control characters. */
function controlPicture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
