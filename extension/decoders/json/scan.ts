import { numberEnd } from '../../bytes/json/number.ts';
import { readString } from '../../bytes/json/string.ts';
import { behindSpace, stringEnd } from '../../bytes/json/value-end.ts';
import { rankOf, SILENT } from './telling.ts';

export const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
const LETTER_F = 0x66;
const WORDS = ['true', 'false', 'null'];

/** The member that says most. */
export interface Telling {
  readonly name: string;
  readonly value: string;
}

/** How telling a member is, and where its name and value stand. */
interface Told {
  readonly rank: number;
  readonly name: number;
  readonly value: number;
}

const NOTHING_TOLD: Told = { rank: SILENT, name: 0, value: 0 };

/** What the scan of nested values remembers of those that are open, by their depth. */
interface Open {
  isList: boolean;
  /** A list with several items. */
  isSeveral: boolean;
  /** The most telling member before it. */
  before: Told;
}

/** Used by one scan after the other; none is at work while another one is. */
const open: Open[] = [];

/**
 * Goes once through a JSON text as far as it is JSON, without keeping what it passes, and notes the
 * most telling member on the way.
 */
export class Scan {
  readonly text: string;
  at = 0;
  /** Something stands here that is not JSON, or nothing. */
  isStopped = false;
  #told = NOTHING_TOLD;
  /** Lists of several items that the scan is in: of several, none speaks for all. */
  #lists = 0;

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.skipSpace();
  }

  /** The character code here; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** The text ended where it should go on. */
  get isTruncated(): boolean {
    return this.isStopped && this.at >= this.text.length;
  }

  /** The most telling member so far, if any is. */
  get telling(): Telling | undefined {
    const { rank, name, value } = this.#told;
    if (rank === SILENT) return undefined;
    return { name: readString(this.text, name).value, value: readString(this.text, value).value };
  }

  skipSpace(): void {
    const { text } = this;
    let at = this.at;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at += 1;
      code = text.charCodeAt(at);
    }
    this.at = at;
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
    if (this.isStopped) return false;
    this.skipSpace();
    if (!this.#eats(COLON)) this.isStopped = true;
    this.skipSpace();
    if (this.code === QUOTE) this.#consider(start, end, this.at);
    return !this.isStopped;
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
    const before = this.#told;
    let count = 0;
    do {
      if (count === 1) {
        this.#told = before;
        this.#lists += 1;
      }
      if (this.at < this.text.length) read(count);
      else this.isStopped = true;
      count += 1;
    } while (this.goesOn(CLOSE_BRACKET));
    if (count > 1) this.#lists -= 1;
    return count;
  }

  /** By brackets, quotes and commas alone: what is wrong further in is not looked at. */
  #skipNested(): number {
    const { text, at: start } = this;
    let at = start;
    let depth = 0;
    let commas = 0;
    do {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at = this.#skipNestedString(at);
        continue;
      }
      at += 1;
      if (code === COMMA) {
        if (depth === 1) commas += 1;
        this.#meetComma(depth - 1);
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.#open(depth, code === OPEN_BRACKET);
        depth += 1;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        depth -= 1;
        if (open[depth]?.isSeveral) this.#lists -= 1;
      }
    } while (depth > 0 && at < text.length);
    this.at = at;
    this.isStopped = depth > 0;
    return hasItem(text, start + 1, at) ? commas + 1 : commas;
  }

  #skipNestedString(start: number): number {
    const { text } = this;
    const end = stringEnd(text, start);
    if (text.charCodeAt(end) !== COLON) return end;
    const value = text.charCodeAt(end + 1) === SPACE ? end + 2 : end + 1;
    if (text.charCodeAt(value) === QUOTE) this.#consider(start, end - 1, value);
    return end;
  }

  #open(depth: number, isList: boolean): void {
    const known = open[depth];
    if (!known) open[depth] = { isList, isSeveral: false, before: this.#told };
    else {
      known.isList = isList;
      known.isSeveral = false;
      known.before = this.#told;
    }
  }

  #meetComma(depth: number): void {
    const list = open[depth];
    if (!list?.isList || list.isSeveral) return;
    list.isSeveral = true;
    this.#told = list.before;
    this.#lists += 1;
  }

  #consider(start: number, end: number, value: number): void {
    if (this.#lists > 0) return;
    const rank = rankOf(this.text, start + 1, end);
    if (rank >= this.#told.rank || this.text.charCodeAt(value + 1) === QUOTE) return;
    this.#told = { rank, name: start, value };
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

/** Index behind the word or number here. */
function wordEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < LETTER_F) return numberEnd(text, at);
  for (const word of WORDS) if (text.startsWith(word, at)) return at + word.length;
  return numberEnd(text, at);
}

/** Whether something stands behind the bracket or the last comma before `end`. */
function hasItem(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(behindSpace(text, start));
  if (first === CLOSE_BRACE || first === CLOSE_BRACKET || Number.isNaN(first)) return false;
  return end < text.length || !/,\s*$/.test(text.slice(-16));
}
