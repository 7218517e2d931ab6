import type { Field, FieldValue } from './contract.ts';

/** So few keys are compared one by one, which is quicker than a set. */
const FEW = 16;

/** The keys that a map has had so far; those that are texts are the names of its fields. */
export class KnownKeys {
  readonly #fields: readonly Field[];
  /** A bit for each text that was there, the same for some others: most texts find theirs unset. */
  #bits = 0;
  #texts: Set<string> | undefined;
  #others: Set<string> | undefined;

  constructor(fields: readonly Field[]) {
    this.#fields = fields;
  }

  /** Whether a text was there before; from now on it is. */
  hadText(key: string): boolean {
    if (this.#fields.length >= FEW) return this.#hadOfMany(key);
    const bit = bitOf(key);
    const isNew = (this.#bits & bit) === 0;
    this.#bits |= bit;
    return !isNew && this.#fields.some((field) => field.name === key && hasTextKey(field));
  }

  /** The same for a key that is no text, by what is the same for equal ones. */
  hadOther(identity: string): boolean {
    this.#others ??= new Set();
    return this.#others.size === this.#others.add(identity).size;
  }

  #hadOfMany(key: string): boolean {
    this.#texts ??= new Set(this.#fields.filter(hasTextKey).map(({ name }) => name));
    return this.#texts.size === this.#texts.add(key).size;
  }
}

/** What stands in front of the note of a field whose key is no text. */
export const KEY_NOTE = 'key ';

function hasTextKey({ note }: Field): boolean {
  return !note?.startsWith(KEY_NOTE);
}

function bitOf(key: string): number {
  const { length } = key;
  return 1 << (length + key.charCodeAt(0) + 7 * key.charCodeAt(length - 1));
}

/** What is the same for equal keys that are no text; `undefined` for bytes of which not all are shown. */
export function identityOf(value: FieldValue | undefined, isFloat: boolean): string | undefined {
  const shown = String(value);
  return shown.endsWith('…') ? undefined : `${isFloat ? 'float' : typeof value} ${shown}`;
}
