import { quotedAt } from '../../bytes/quoted-at.ts';
import { PackedLine, STRING } from '../packed-line.ts';
import { floatAt } from '../packed-numbers.ts';
import { BREAK, Head, MAJOR, negative } from './head.ts';
import { endOfItem } from './item-scanner.ts';
import { bignumAt, isBignumTag } from './meaning.ts';
import { floatText, NAMES, shortBytes, simpleText } from './words.ts';

/**
 * Items in diagnostic notation (RFC 8949 §8), as one line: `{"a": 1, "b": [_ 2, h'03']}`. What is
 * long, or was not there, is an ellipsis. With `isCut` the bytes are only the beginning.
 */
export function diagnostic(bytes: Uint8Array, isCut: boolean): string {
  return new Line(bytes).all(isCut) || '(no item)';
}

class Line extends PackedLine {
  readonly #head = new Head();

  protected override readHead(): boolean {
    return this.#head.read(this.bytes, this.at) === 'whole';
  }

  protected override outermost(): void {
    this.#item();
  }

  /** Writes the item whose head was read. */
  #item(): void {
    const { major, argument, isIndefinite, content, count } = this.#head;
    const first = this.at;
    this.at = content;
    switch (major) {
      case MAJOR.unsigned:
        this.text += argument;
        break;
      case MAJOR.negative:
        this.text += negative(argument);
        break;
      case MAJOR.bytes:
      case MAJOR.text:
        if (isIndefinite) this.#chunks(major);
        else this.#string(major);
        break;
      case MAJOR.array:
        this.#array(count);
        break;
      case MAJOR.map:
        this.#map(count);
        break;
      case MAJOR.tag:
        this.#tag(argument);
        break;
      default:
        this.text += this.#head.isFloat
          ? floatText(floatAt(this.bytes, first + 1, content - first - 1))
          : simpleText(Number(argument));
    }
  }

  #string(major: number): void {
    const { content, end } = this.#head;
    this.pass(end);
    this.text +=
      major === MAJOR.text
        ? quotedAt(this.bytes, content, this.at, STRING)
        : shortBytes(this.bytes.subarray(content, this.at));
  }

  /** The pieces of a string; one without pieces is written as such. */
  #chunks(major: number): void {
    let met = 0;
    while (!this.#isAtBreak && this.#beginsChunk(major)) {
      this.text += met > 0 ? ', ' : '(_ ';
      this.#string(major);
      met += 1;
    }
    this.at += 1;
    const none = major === MAJOR.text ? '""_' : "''_";
    this.text += met > 0 ? ')' : none;
  }

  #beginsChunk(major: number): boolean {
    if (this.isFull || !this.begins()) return false;
    this.isStopped = this.#head.major !== major || this.#head.isIndefinite;
    return !this.isStopped;
  }

  #array(count: number): void {
    this.text += Number.isFinite(count) ? '[' : '[_ ';
    let met = 0;
    while (this.#goesOn(count, met)) {
      this.#item();
      met += 1;
    }
    this.close(isCut(count, met), met, ']');
  }

  #map(count: number): void {
    this.text += Number.isFinite(count) ? '{' : '{_ ';
    let met = 0;
    while (this.#goesOn(count, met)) {
      this.#key();
      this.text += ': ';
      if (this.#isAtBreak) this.text += '…';
      else this.#itemOrNone();
      met += 1;
    }
    this.close(isCut(count, met), met, '}');
  }

  /** Whether a container goes on; passes over the break that ends one of indefinite length. */
  #goesOn(count: number, met: number): boolean {
    if (met === count) return false;
    const isOver = this.#isAtBreak && !Number.isFinite(count);
    if (isOver) this.at += 1;
    return !isOver && this.next(met);
  }

  #key(): void {
    const { major, isIndefinite, content, end } = this.#head;
    const isName = major === MAJOR.text && !isIndefinite && end <= this.bytes.length;
    const name = isName ? NAMES.at(this.bytes, content, end) : undefined;
    if (!name) {
      this.#item();
      return;
    }
    this.text += name.written;
    this.at = end;
  }

  #itemOrNone(): void {
    if (!this.isFull && this.begins()) this.#item();
    else this.text += '…';
  }

  /** A bignum is written as the integer that it is. */
  #tag(tag: number | bigint): void {
    const end = isBignumTag(tag) ? endOfItem(this.bytes, this.at) : undefined;
    const integer =
      isBignumTag(tag) && end !== undefined ? bignumAt(tag, this.bytes, this.at) : undefined;
    if (integer !== undefined && end !== undefined) {
      this.text += integer;
      this.at = end;
      return;
    }
    this.text += `${tag}(`;
    this.#itemOrNone();
    this.text += ')';
  }

  get #isAtBreak(): boolean {
    return !this.isStopped && this.bytes[this.at] === BREAK;
  }
}

/** Whether fewer are there than were announced. */
function isCut(count: number, met: number): boolean {
  return met < count && Number.isFinite(count);
}
