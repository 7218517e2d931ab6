/** Values kept at least; between this many and twice as many are remembered. */
const KEPT = 5000;

/**
 * Remembers values by id until they are asked for, the newest thousands at least. Two generations
 * instead of one queue: forgetting costs nothing per value.
 */
export class Waiting<Value> {
  #recent = new Map<string, Value>();
  #older = new Map<string, Value>();

  set(id: string, value: Value): void {
    if (this.#recent.size === KEPT) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(id, value);
  }

  /** The value, which is kept for as long again. */
  get(id: string): Value | undefined {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    const value = this.#older.get(id);
    if (value !== undefined) this.set(id, value);
    return value;
  }

  /** The value, which is then forgotten. */
  take(id: string): Value | undefined {
    const value = this.#recent.get(id) ?? this.#older.get(id);
    this.#recent.delete(id);
    this.#older.delete(id);
    return value;
  }
}
