import type { Field } from '../contract.ts';
import { identityOf } from '../packed-keys.ts';
import { floatAt, shortSignedAt, signedAt, unsignedAt } from '../packed-numbers.ts';
import { type KeyWords, PackedTree, shownBytes } from '../packed-tree.ts';
import { beginsContainer, Head } from './head.ts';
import { shortOf } from './line.ts';
import { readTimestamp, TIMESTAMP_TYPE, type Timestamp } from './timestamp.ts';
import { NAMES } from './words.ts';

/** Reads MessagePack into fields. */
export class MessagePackTree extends PackedTree {
  protected readonly unit = 'value';
  readonly #head = new Head();

  protected override value(name: string, start: number, about: string): Field | undefined {
    const head = this.#head;
    if (!head.read(this.bytes, this.at)) return this.stopTruncated();
    if (!this.hasRoom()) return undefined;
    const { length, format } = head;
    const first = this.at;
    const note = about === '' ? format.name : about + format.name;
    this.at = head.content;
    switch (format.kind) {
      case 'nil':
        return this.leaf(name, start, note, null);
      case 'boolean':
        return this.leaf(name, start, note, format.name === 'true');
      case 'fixint':
        return this.leaf(name, start, note, shortSignedAt(this.bytes, first, 1));
      case 'uint':
      case 'int':
      case 'float':
        return this.#number(name, start, note);
      case 'str':
        return this.#string(name, start, note);
      case 'bin':
        return this.#binary(name, start, note);
      case 'ext':
        return this.#ext(name, start, about);
      case 'array':
        return this.branch(name, start, `${note}, ${length} elements`, this.elements(length));
      case 'map':
        return this.branch(name, start, `${note}, ${length} pairs`, this.pairs(length));
      case 'never-used':
        this.problem('never-used', first, 'No value begins with the byte 0xc1.');
        return this.leaf(name, start, note, null);
      default:
        return format.kind satisfies never;
    }
  }

  protected override textKey(): string | undefined {
    const head = this.#head;
    if (!head.read(this.bytes, this.at) || head.format.kind !== 'str' || !this.hasRoom())
      return undefined;
    this.at = head.content;
    return this.name(NAMES, head.length, head.format.name);
  }

  protected override keyWords({ value, range: [start, end] }: Field): KeyWords {
    this.#head.read(this.bytes, start);
    const { name: kind, kind: type } = this.#head.format;
    const name = shortOf(this.bytes.subarray(start, end));
    if (type === 'ext' || type === 'array' || type === 'map')
      return { name, kind, isBranch: true, identity: undefined };
    return { name, kind, isBranch: type === 'bin', identity: identityOf(value, type === 'float') };
  }

  protected override isContainer(at: number): boolean {
    return beginsContainer(this.bytes[at]);
  }

  /** The number whose head was just read. */
  #number(name: string, start: number, note: string): Field {
    const { length, format } = this.#head;
    const { at } = this;
    if (!this.pass(length, format.name)) return this.leaf(name, start, note, null);
    if (format.kind === 'float')
      return this.leaf(name, start, note, floatAt(this.bytes, at, length));
    const read = format.kind === 'int' ? signedAt : unsignedAt;
    return this.leaf(name, start, note, read(this.bytes, at, length));
  }

  #string(name: string, start: number, note: string): Field {
    const { length, format } = this.#head;
    const text = this.text(length, format.name);
    return this.leaf(name, start, note, text);
  }

  #binary(name: string, start: number, note: string): Field {
    const { length, format } = this.#head;
    const data = this.data(length, format.name);
    return this.leaf(name, start, `${note}, ${data.length} bytes`, shownBytes(data));
  }

  /** The ext whose head was just read: a time, or a type and data. */
  #ext(name: string, start: number, about: string): Field {
    const { length, format } = this.#head;
    const { at } = this;
    const type = shortSignedAt(this.bytes, at - 1, 1);
    const data = this.data(length, format.name);
    const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
    if (type === TIMESTAMP_TYPE && !this.isStopped) this.#checkTime(time, at);
    if (time) return this.leaf(name, start, about + timeNote(time, format.name), time.text);
    return this.branch(name, start, `${about}${format.name}, type ${type}, ${data.length} bytes`, [
      { name: 'type', value: type, range: [at - 1, at] },
      { name: 'data', value: shownBytes(data), range: [at, this.at] },
    ]);
  }

  #checkTime(time: Timestamp | undefined, offset: number): void {
    if (!time) this.problem('bad-timestamp', offset, 'A timestamp has 4, 8 or 12 bytes.');
    else if (!time.isValid)
      this.problem('bad-timestamp', offset, 'The nanoseconds are not less than a second.');
  }
}

function timeNote({ format, seconds, nanoseconds }: Timestamp, kind: string): string {
  return `${format} (${kind}, type ${TIMESTAMP_TYPE}): ${seconds} s and ${nanoseconds} ns`;
}
