/** What all values together may weigh; between this and twice as much is remembered. */
const KEPT = 4 * 1024 * 1024;
/** What an entry weighs by itself. */
const ENTRY = 256;

/**
 * Remembers values by key, the newest ones at least, in bounded memory. Two generations instead of
 * one queue: forgetting costs nothing per value.
 */
export class Recent<Value> {
  #new = new Map<string, Value>();
  #old = new Map<string, Value>();
  #weight = 0;

  /** `weight` is about how many bytes the value takes. */
  set(key: string, value: Value, weight: number): void {
    if (this.#weight + weight + ENTRY > KEPT) {
      this.#old = this.#new;
      this.#new = new Map();
      this.#weight = 0;
    }
    this.#weight += weight + ENTRY;
    this.#new.set(key, value);
  }

  get(key: string): Value | undefined {
    return this.#new.get(key) ?? this.#old.get(key);
  }

  delete(key: string): void {
    this.#new.delete(key);
    this.#old.delete(key);
  }
}
