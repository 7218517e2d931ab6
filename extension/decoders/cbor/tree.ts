import type { Field, FieldValue } from '../contract.ts';
import { identityOf } from '../packed-keys.ts';
import { floatAt } from '../packed-numbers.ts';
import type { KeyWords } from '../packed-tree.ts';
import { diagnostic } from './diagnostic.ts';
import { MAJOR, negative } from './head.ts';
import { meaningOf } from './meaning.ts';
import { StringTree } from './string-tree.ts';
import { ENCODED_ITEM, tagName } from './tags.ts';
import { NAMES, simpleText } from './words.ts';

/** Reads data items into fields (RFC 8949, RFC 8742). */
export class CborTree extends StringTree {
  protected readonly unit = 'item';

  protected override value(name: string, start: number, about: string): Field | undefined {
    if (!this.#begins() || !this.hasRoom()) return undefined;
    const { major, argument, count, content } = this.head;
    const first = this.at;
    this.at = content;
    switch (major) {
      case MAJOR.unsigned:
        return this.leaf(name, start, `${about}unsigned`, argument);
      case MAJOR.negative:
        return this.leaf(name, start, `${about}negative`, negative(argument));
      case MAJOR.bytes:
      case MAJOR.text:
        return this.string(name, start, about);
      case MAJOR.array:
        return this.branch(name, start, about + counted('array', count), this.elements(count));
      case MAJOR.map:
        return this.branch(name, start, about + counted('map', count), this.pairs(count));
      case MAJOR.tag:
        return this.#tagged(name, start, about, argument);
      default:
        return this.#simple(name, start, about, first);
    }
  }

  protected override textKey(): string | undefined {
    const { head } = this;
    if (head.read(this.bytes, this.at) !== 'whole' || head.major !== MAJOR.text) return undefined;
    if (head.isIndefinite) {
      const key = this.value('key', this.at, '');
      return key && String(key.value);
    }
    if (!this.hasRoom()) return undefined;
    this.at = head.content;
    return this.name(NAMES, head.argument, 'string');
  }

  protected override keyWords({ value, range: [start, end] }: Field): KeyWords {
    const { head } = this;
    head.read(this.bytes, start);
    const { major, isFloat } = head;
    const kind = isFloat ? 'float' : (KINDS[major] ?? '');
    const name = diagnostic(this.bytes.subarray(start, end), false);
    const isBranch = major === MAJOR.array || major === MAJOR.map || major === MAJOR.tag;
    return { name, kind, isBranch, identity: isBranch ? undefined : identityOf(value, isFloat) };
  }

  protected override isContainer(at: number): boolean {
    const major = (this.bytes[at] ?? 0) >> 5;
    return major === MAJOR.array || major === MAJOR.map;
  }

  /** Reads the head of the next item; stops where there is none. */
  #begins(): boolean {
    const state = this.head.read(this.bytes, this.at);
    if (state === 'incomplete') this.stopTruncated();
    else if (state === 'reserved' && this.isBreak())
      this.stop('unexpected-break', this.at, 'Nothing is open to be ended here.');
    else if (state === 'reserved')
      this.stop('reserved', this.at, 'No data item begins with this byte (RFC 8949 §3).');
    return state === 'whole';
  }

  #tagged(name: string, start: number, about: string, tag: number | bigint): Field {
    const meant = tagName(tag);
    const note = `${about}tag ${tag}${meant === undefined ? '' : `: ${meant}`}`;
    const content = this.content();
    if (!content) return { name, range: [start, this.at], note };
    const item = tag === ENCODED_ITEM ? this.#encoded(content) : undefined;
    if (item) return this.branch(name, start, note, [item]);
    const value = this.isStopped ? undefined : meaningOf(tag, content, this.bytes);
    if (value !== undefined)
      return { name, range: [start, this.at], note, value, children: [content] };
    return { ...content, name, range: [start, this.at], note: `${note}; ${content.note}` };
  }

  /** An encoded data item, read in its place; nothing where the bytes hold something else. */
  #encoded({ range: [start, end] }: Field): Field | undefined {
    const { head } = this;
    head.read(this.bytes, start);
    if (head.major !== MAJOR.bytes || head.isIndefinite || this.isStopped) return undefined;
    const inside = new CborTree(this.bytes.subarray(0, end), head.content, this.depth + 1);
    const item = inside.field();
    return inside.problems.length === 0 && inside.at === end ? item : undefined;
  }

  /** A simple value or a float, which are of one type (§3.3). */
  #simple(name: string, start: number, about: string, first: number): Field {
    const { info, argument, isFloat } = this.head;
    if (isFloat) {
      const size = 1 << (info - 24);
      const value = floatAt(this.bytes, first + 1, size);
      return this.leaf(name, start, `${about}float, ${8 * size} bits`, value);
    }
    const value = Number(argument);
    if (info === 24 && value < 32) {
      const reason = 'Simple values below 32 are written in one byte (RFC 8949 §3.3).';
      this.problem('bad-simple', first, reason);
    }
    return this.leaf(name, start, `${about}simple value ${value}`, simpleValue(value));
  }
}

/** What each major type is called as a key. */
const KINDS = ['integer', 'integer', 'bytes', 'text', 'array', 'map', 'tag', 'simple'] as const;

function simpleValue(value: number): FieldValue {
  if (value === 20 || value === 21) return value === 21;
  return value === 22 ? null : simpleText(value);
}

function counted(kind: string, count: number): string {
  return Number.isFinite(count) ? `${kind} of ${count}` : `${kind} of indefinite length`;
}
