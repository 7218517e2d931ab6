import {
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from '../../../bytes/json/characters.ts';
import { readString } from '../../../bytes/json/string.ts';
import { behindSpace, stringEnd } from '../../../bytes/json/value-end.ts';
import { plainStringEnd, wordEnd, wordNameEnd } from './plain-parts.ts';
import { Told } from './told.ts';

/** What an open value is, by its depth: an object, a list of several, or what was told before a list. */
const OBJECT = -1;
const SEVERAL = -2;
/** Used by one scan after the other; none is at work while another one is. */
const open: number[] = [];

/**
 * Goes once through a JSON text as far as it is JSON, without keeping what it passes, and notes the
 * most telling member on the way.
 */
export class Scan {
  readonly text: string;
  at = 0;
  /** Of the plain member passed last: index of the quote behind its name; two before its value. */
  nameEnd = 0;
  /** Something stands here that is not JSON, or nothing. */
  isStopped = false;
  readonly told: Told;

  constructor(text: string) {
    this.text = text;
    this.told = new Told(text);
    if (this.code === BYTE_ORDER_MARK) this.at = 1;
    this.skipSpace();
  }

  /** The character code here; 0 at the end. */
  get code(): number {
    // Never asked beyond the end: what may be NaN makes all that is done with it slow.
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : 0;
  }

  /** The text ended where it should go on. */
  get isTruncated(): boolean {
    return this.isStopped && this.at >= this.text.length;
  }

  /** Goes back to the most telling member that it passed, if any is telling. */
  goesToTelling(): boolean {
    this.at = this.told.at;
    this.isStopped = false;
    return this.told.isTelling;
  }

  /**
   * Passes over a member that is written as most are: `"word":`, and behind it a number, a word or a
   * string without escapes. Stays where it is before any other.
   */
  passesPlain(): boolean {
    const { text, at: start } = this;
    const nameEnd = wordNameEnd(text, start);
    const value = nameEnd + 2;
    if (nameEnd < 0 || value >= text.length || text.charCodeAt(nameEnd + 1) !== COLON) return false;
    const isString = text.charCodeAt(value) === QUOTE;
    const end = isString ? plainStringEnd(text, value) : wordEnd(text, value);
    if (end <= value) return false;
    this.nameEnd = nameEnd;
    this.at = end;
    if (isString) this.told.consider(start, nameEnd, value);
    return true;
  }

  skipSpace(): void {
    while (isSpace(this.code)) this.at += 1;
  }

  /** Steps into the object or array here; false where it is empty. */
  enters(close: number): boolean {
    this.at += 1;
    this.skipSpace();
    return !this.#eats(close);
  }

  /** Behind a member or element: whether another one follows. */
  goesOn(close: number): boolean {
    if (this.isStopped) return false;
    this.skipSpace();
    if (this.#eats(close)) return false;
    if (!this.#eats(COMMA)) this.isStopped = true;
    this.skipSpace();
    return !this.isStopped;
  }

  /** Passes over a name and the colon behind it; false where no value follows. */
  passesName(): boolean {
    const start = this.at;
    if (this.code !== QUOTE) {
      this.isStopped = true;
      return false;
    }
    this.passString();
    const end = this.at - 1;
    return !this.isStopped && this.passesColon(start, end);
  }

  /** Behind the name between the quotes at `start` and `end`. */
  passesColon(start: number, end: number): boolean {
    this.skipSpace();
    if (!this.#eats(COLON)) this.isStopped = true;
    this.skipSpace();
    if (this.isStopped) return false;
    if (this.code === QUOTE) this.told.consider(start, end, this.at);
    return true;
  }

  passString(): void {
    const end = stringEnd(this.text, this.at);
    if (end >= this.text.length && !this.#isClosed(end)) this.isStopped = true;
    this.at = end;
  }

  /** Passes over a number or a word; what is neither stops the scan. */
  passWord(): void {
    const { text, at } = this;
    const end = wordEnd(text, at);
    if (end === at) this.isStopped = true;
    this.at = end;
  }

  /** Passes over the value here; gives how many members or elements it has. */
  skip(): number {
    switch (this.code) {
      case OPEN_BRACE:
      case OPEN_BRACKET:
        return this.#skipNested();
      case QUOTE:
        this.passString();
        return 0;
      default:
        this.passWord();
        return 0;
    }
  }

  /** Reads the elements of the array here; gives how many there are. */
  eachElement(read: (index: number) => void): number {
    if (!this.enters(CLOSE_BRACKET)) return 0;
    const before = this.told.best;
    let count = 0;
    do {
      if (count === 1) this.told.beginsSeveral(before);
      if (this.at < this.text.length) read(count);
      else this.isStopped = true;
      count += 1;
    } while (this.goesOn(CLOSE_BRACKET));
    if (count > 1) this.told.endsSeveral();
    return count;
  }

  /** By brackets, quotes and commas alone: what is wrong further in is not looked at. */
  #skipNested(): number {
    const { text, told, at: start } = this;
    const { length } = text;
    let at = start;
    let depth = 0;
    let commas = 0;
    told.place = -1;
    do {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at = this.#skipString(at);
        continue;
      }
      at += 1;
      if (code === COMMA) {
        if (depth === 1) commas += 1;
        const before = open[depth] ?? OBJECT;
        if (before >= 0) told.beginsSeveral(before);
        if (before >= 0) open[depth] = SEVERAL;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        depth += 1;
        open[depth] = code === OPEN_BRACE ? OBJECT : told.best;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (open[depth] === SEVERAL) told.endsSeveral();
        depth -= 1;
      }
    } while (depth > 0 && at < length);
    this.at = at;
    this.isStopped = depth > 0;
    return hasItem(text, start + 1, at) ? commas + 1 : commas;
  }

  /** Index behind the string whose quote is at `start`; as a name, it is considered. */
  #skipString(start: number): number {
    const { text } = this;
    const at = stringEnd(text, start);
    if (this.told.isSeveral || at + 1 >= text.length || text.charCodeAt(at) !== COLON) return at;
    const value = text.charCodeAt(at + 1) === SPACE ? at + 2 : at + 1;
    if (value < text.length && text.charCodeAt(value) === QUOTE)
      this.told.consider(start, at - 1, value);
    return at;
  }

  #eats(code: number): boolean {
    if (this.code !== code) return false;
    this.at += 1;
    return true;
  }

  /** Whether the string that ends with the text has its closing quote. */
  #isClosed(end: number): boolean {
    if (this.text.charCodeAt(end - 1) !== QUOTE) return false;
    return end - 1 > this.at && readString(this.text, this.at).isClosed;
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether something stands behind the bracket or the last comma before `end`. */
function hasItem(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(behindSpace(text, start));
  if (first === CLOSE_BRACE || first === CLOSE_BRACKET || Number.isNaN(first)) return false;
  return end < text.length || !/,\s*$/.test(text.slice(-16));
}
