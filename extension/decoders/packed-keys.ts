import type { FieldValue } from './contract.ts';

/** So few keys are compared one by one, which is quicker than a set. */
const FEW = 12;

/** No text that was read from bytes holds half a surrogate pair. */
const NO_TEXT = '\ud800';

/** The keys that a map has had so far: texts, and the identities of other keys. */
export class KnownKeys {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** Whether a key was there before; from now on it is. */
  had(key: string): boolean {
    if (this.#many) return this.#many.size === this.#many.add(key).size;
    if (this.#few.includes(key)) return true;
    if (this.#few.push(key) === FEW) this.#many = new Set(this.#few);
    return false;
  }
}

/** What is the same for equal keys that are no text; `undefined` for bytes of which not all are shown. */
export function identityOf(value: FieldValue | undefined, isFloat: boolean): string | undefined {
  const shown = String(value);
  return shown.endsWith('…') ? undefined : `${NO_TEXT}${isFloat ? 'float' : typeof value} ${shown}`;
}
