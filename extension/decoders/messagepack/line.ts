import { quotedAt } from '../../bytes/quoted-at.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { PackedLine, STRING } from '../packed-line.ts';
import { floatAt, shortSignedAt, signedAt, unsignedAt } from '../packed-numbers.ts';
import { Head } from './head.ts';
import { endOfValue } from './value-scanner.ts';
import { extText, floatText, NAMES, nameText, shortBytes } from './words.ts';

/** A value among others at the top, in an array there, and anywhere else: how much of it is shown. */
type Level = 'outermost' | 'element' | 'inside';

/**
 * One line for values: `{from: "kim", text: "hi"}`, `[12] {id: 1}, …`. With `isCut` the bytes are
 * only the beginning.
 */
export function lineOf(bytes: Uint8Array, isCut: boolean): string {
  return new Line(bytes).all(isCut) || '(no value)';
}

/** One short text for the value that the bytes are; containers only hinted at. */
export function shortOf(bytes: Uint8Array): string {
  return new Line(bytes).short();
}

class Line extends PackedLine {
  readonly #head = new Head();

  short(): string {
    if (this.begins()) this.#value('inside');
    return this.text;
  }

  protected override readHead(): boolean {
    return this.#head.read(this.bytes, this.at);
  }

  protected override outermost(): void {
    this.#value('outermost');
  }

  #value(level: Level): void {
    const { format, length } = this.#head;
    if (format.kind === 'map' && level !== 'inside') this.#members(length);
    else if (format.kind === 'array' && level === 'outermost' && length > 0) this.#elements(length);
    else if (format.valuesEach > 0) this.#hint(format.kind === 'map', length);
    else this.text += this.#word();
  }

  #elements(count: number): void {
    this.at = this.#head.content;
    this.text += `[${count}] `;
    let met = 0;
    while (met < count && this.next(met)) {
      this.#value('element');
      met += 1;
    }
    this.close(met < count, met, '');
  }

  #members(count: number): void {
    this.at = this.#head.content;
    this.text += '{';
    let met = 0;
    while (met < count && this.next(met)) {
      this.#name();
      if (this.begins()) this.#value('inside');
      else this.text += '…';
      met += 1;
    }
    this.close(met < count, met, '}');
  }

  #name(): void {
    const { format, content, end } = this.#head;
    if (format.kind !== 'str') {
      this.#value('inside');
      this.text += ': ';
      return;
    }
    const known = end <= this.bytes.length ? NAMES.at(this.bytes, content, end) : undefined;
    if (known) this.at = end;
    this.text += known ? known.written : this.#longName();
  }

  #longName(): string {
    this.pass(this.#head.end);
    return nameText(decodeUtf8(this.bytes, this.#head.content, this.at));
  }

  /** A container by its size, without what is in it. */
  #hint(isMap: boolean, length: number): void {
    const shown = length === 0 ? '' : isMap ? '…' : length;
    this.text += isMap ? `{${shown}}` : `[${shown}]`;
    const end = endOfValue(this.bytes, this.at);
    if (end === undefined) this.isStopped = true;
    else this.at = end;
  }

  /** A value without members. */
  #word(): string {
    const { format, content, length } = this.#head;
    const first = this.at;
    const isWhole = this.pass(this.#head.end);
    switch (format.kind) {
      case 'boolean':
        return format.name;
      case 'fixint':
        return `${shortSignedAt(this.bytes, first, 1)}`;
      case 'uint':
        return isWhole ? `${unsignedAt(this.bytes, content, length)}` : 'null';
      case 'int':
        return isWhole ? `${signedAt(this.bytes, content, length)}` : 'null';
      case 'float':
        return isWhole ? floatText(floatAt(this.bytes, content, length)) : 'null';
      case 'str':
        return quotedAt(this.bytes, content, this.at, STRING);
      case 'bin':
        return shortBytes(this.bytes.subarray(content, this.at));
      case 'ext':
        return extText(
          shortSignedAt(this.bytes, content - 1, 1),
          this.bytes.subarray(content, this.at),
        );
      case 'nil':
      case 'never-used':
      case 'array':
      case 'map':
        return 'null';
      default:
        return format.kind satisfies never;
    }
  }
}
