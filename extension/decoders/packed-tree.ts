import { hexText } from '../bytes/hex.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Field, FieldValue } from './contract.ts';
import { PackedCursor } from './packed-cursor.ts';
import { KEY_NOTE, KnownKeys } from './packed-keys.ts';

/** Bytes of binary data that a field's value shows. */
const BYTES = 256;

/** What a format says of a key that is no text. */
export interface KeyWords {
  /** Names the field: the key, written short. */
  readonly name: string;
  /** As the specification calls it: `uint 16`. */
  readonly kind: string;
  /** Whether it is more than a word: such a key is a field of its own. */
  readonly isBranch: boolean;
  /** The same for equal keys; absent for keys that are not compared. */
  readonly identity: string | undefined;
}

/**
 * Values of a binary format on their way into fields: one pass builds the tree and finds what is
 * wrong. Never throws; ends early where it cannot go on, with the reason as the last problem.
 */
export abstract class PackedTree extends PackedCursor {
  #depth: number;

  constructor(bytes: Uint8Array, start = 0, depth = 0) {
    super(bytes, start);
    this.#depth = depth;
  }

  /**
   * Reads the value that begins here into a field that begins at `start`; `about` stands in front of
   * its note. `undefined` where not even its head could be read: then the reading is stopped.
   */
  protected abstract value(name: string, start: number, about: string): Field | undefined;

  /** Reads the text that begins here; `undefined`, without a step, where something else does. */
  protected abstract textKey(): string | undefined;

  protected abstract keyWords(key: Field): KeyWords;

  /** Whether the value at an offset is a map or an array. */
  protected abstract isContainer(at: number): boolean;

  /** Whether a break stands here, which ends a value of indefinite length. */
  protected isBreak(): boolean {
    return false;
  }

  protected get depth(): number {
    return this.#depth;
  }

  /** All values to the end of the bytes: the members of a single container, or the values. */
  all(): readonly Field[] {
    const first = this.#isFollowed ? this.field() : undefined;
    if (!first) return [];
    const others: Field[] = [];
    while (this.#isFollowed) {
      const field = this.value(String(1 + others.length), this.at, '');
      if (field) others.push(field);
    }
    return others.length > 0 ? [{ ...first, name: '0' }, ...others] : this.#members(first);
  }

  /** The value that begins here, and not what follows it. */
  one(): readonly Field[] {
    const field = this.field();
    return field ? this.#members(field) : [];
  }

  /** The value that begins here, as a field. */
  field(): Field | undefined {
    return this.value(this.unit, this.at, '');
  }

  get #isFollowed(): boolean {
    return !this.isStopped && this.at < this.bytes.length;
  }

  #members(only: Field): readonly Field[] {
    const { children = [], range } = only;
    return children.length > 0 && this.isContainer(range[0]) ? children : [only];
  }

  /** The one value that belongs to the head that was passed over. */
  protected content(): Field | undefined {
    if (!this.#enter()) return undefined;
    const field = this.value('content', this.at, '');
    this.#depth -= 1;
    return field;
  }

  /** So many values; an infinite number ends with a break. */
  protected elements(count: number): readonly Field[] {
    const fields: Field[] = [];
    if (!this.#enter()) return fields;
    while (this.#goesOn(count, fields.length)) {
      const field = this.value(String(fields.length), this.at, '');
      if (field) fields.push(field);
    }
    this.#depth -= 1;
    return fields;
  }

  /** So many pairs of a map. */
  protected pairs(count: number): readonly Field[] {
    const fields: Field[] = [];
    if (!this.#enter()) return fields;
    const known = new KnownKeys(fields);
    while (this.#goesOn(count, fields.length)) {
      const field = this.#pair(known, count);
      if (field) fields.push(field);
    }
    this.#depth -= 1;
    return fields;
  }

  /** A pair is named by its key; keys that are more than a word are fields of their own. */
  #pair(known: KnownKeys, count: number): Field | undefined {
    const start = this.at;
    const name = this.textKey();
    if (name !== undefined) {
      if (known.hadText(name)) this.#repeated(start);
      return this.#pairValue(name, start, '', count) ?? this.#half(name, start);
    }
    const key = this.value('key', start, '');
    return key && this.#pairOf(key, known, count);
  }

  #pairOf(key: Field, known: KnownKeys, count: number): Field {
    const [start] = key.range;
    const { name, kind, isBranch, identity } = this.keyWords(key);
    if (identity !== undefined && known.hadOther(identity)) this.#repeated(start);
    const note = `${KEY_NOTE}${kind}`;
    if (!isBranch)
      return this.#pairValue(name, start, `${note}; `, count) ?? this.#half(name, start);
    const value = this.#pairValue('value', this.at, '', count);
    return { name, range: [start, this.at], note, children: value ? [key, value] : [key] };
  }

  #pairValue(name: string, start: number, about: string, count: number): Field | undefined {
    if (this.isStopped) return undefined;
    if (count !== Number.POSITIVE_INFINITY || !this.isBreak())
      return this.value(name, start, about);
    this.problem('half-pair', this.at, 'The map ends behind a key that has no value.');
    return undefined;
  }

  #half(name: string, start: number): Field {
    return { name, range: [start, this.at], note: 'no value' };
  }

  #repeated(offset: number): void {
    this.problem('repeated-key', offset, 'This key was there before in the same map.');
  }

  #enter(): boolean {
    if (this.#depth === LIMITS.decoderDepth) {
      const reason = `Values nested deeper than ${LIMITS.decoderDepth} are not followed.`;
      this.stop('too-deep', this.at, reason);
      return false;
    }
    this.#depth += 1;
    return true;
  }

  /** Whether a container goes on; passes over the break that ends one of indefinite length. */
  #goesOn(count: number, met: number): boolean {
    if (this.isStopped) return false;
    if (count !== Number.POSITIVE_INFINITY) return met < count;
    if (!this.isBreak()) return true;
    this.at += 1;
    return false;
  }

  protected leaf(name: string, start: number, note: string, value: FieldValue): Field {
    return { name, range: [start, this.at], note, value };
  }

  protected branch(name: string, start: number, note: string, children: readonly Field[]): Field {
    return { name, range: [start, this.at], note, children };
  }
}

/** Binary data as a field shows it. */
export function shownBytes(data: Uint8Array): string {
  const text = hexText(data.subarray(0, BYTES));
  return data.length > BYTES ? `${text} …` : text;
}
