/** Up to so many members, looking through them is quicker than a set. */
const FEW = 8;

/** Knows the names of one object's members. */
export class RepeatedNames {
  /** A bit for each kind of name that was there: most names are unlike all others at a glance. */
  #kinds = 0;
  #names: Set<string> | undefined;

  /** Whether a member before has the name; those before are asked for once each. */
  has(name: string, before: readonly { readonly name: string }[]): boolean {
    const kind = 1 << kindOf(name);
    const isNew = (this.#kinds & kind) === 0;
    this.#kinds |= kind;
    if (isNew) this.#names?.add(name);
    return !isNew && this.#isAmong(name, before);
  }

  #isAmong(name: string, before: readonly { readonly name: string }[]): boolean {
    if (before.length < FEW) return before.some((member) => member.name === name);
    this.#names ??= new Set(before.map((member) => member.name));
    if (this.#names.has(name)) return true;
    this.#names.add(name);
    return false;
  }
}

/** One of 32 kinds, by length, first and last letter. */
function kindOf(name: string): number {
  const { length } = name;
  if (length === 0) return 0;
  return (length * 5 + name.charCodeAt(0) * 3 + name.charCodeAt(length - 1)) & 31;
}
