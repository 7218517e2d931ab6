/** Up to so many members, looking through them is quicker than a set. */
const FEW = 8;

/** Knows the names of one object's members. */
export class RepeatedNames {
  #names: Set<string> | undefined;

  /** Whether a member before has the name; those before are asked for once each. */
  has(name: string, before: readonly { readonly name: string }[]): boolean {
    if (before.length < FEW) return before.some((member) => member.name === name);
    this.#names ??= new Set(before.map((member) => member.name));
    if (this.#names.has(name)) return true;
    this.#names.add(name);
    return false;
  }
}
