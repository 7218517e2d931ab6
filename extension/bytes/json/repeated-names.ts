/** Up to so many members, looking through them is quicker than a set. */
const FEW = 8;

interface Named {
  readonly name: string;
}

/** Any of the 32 kinds. */
const ALL = -1;

/**
 * What kind of name stands in the quotes from `start` to `end`, as one bit of 32 by its length, first
 * and last letter; all bits where it is written with escapes.
 */
export function kindOfName(text: string, start: number, end: number, { length }: string): number {
  if (length === 0 || length !== end - start - 2) return ALL;
  return 1 << (length * 5 + text.charCodeAt(start + 1) * 3 + text.charCodeAt(end - 2));
}

/** Knows the names of one object's members. */
export class RepeatedNames {
  #kinds = 0;
  #names: Set<string> | undefined;

  /** Whether a name of this kind was there before: most names are unlike all others at a glance. */
  maybe(kind: number): boolean {
    const isKnown = (this.#kinds & kind) !== 0;
    this.#kinds |= kind;
    return isKnown || this.#names !== undefined;
  }

  /**
   * Whether a member before has the name; those before stand in `[first, end)` of a list, and are asked
   * for once each.
   */
  has(name: string, members: readonly Named[], first: number, end: number): boolean {
    if (end - first < FEW) return isAmong(name, members, first, end);
    this.#names ??= new Set(members.slice(first, end).map((member) => member.name));
    const isKnown = this.#names.has(name);
    this.#names.add(name);
    return isKnown;
  }
}

function isAmong(name: string, members: readonly Named[], first: number, end: number): boolean {
  for (let at = first; at < end; at += 1) if (members[at]?.name === name) return true;
  return false;
}
