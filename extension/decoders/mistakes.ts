import type { Choice } from './recognise.ts';

/** A choice that proved wrong: what spoke for a decoder, and its protocol. */
export type Mistake = `${'declared' | 'content'} ${string}`;

/** Mistakes that are told of one connection or session: each makes it be read anew. */
const MOST = 10;

const NONE: ReadonlySet<Mistake> = new Set();

/**
 * Choices by which messages were read, and that proved wrong since, by their places in a chain: for
 * what the connection says, and for what lies inside. A chain that is opened with them reads the same
 * messages better, and adds what it gets wrong in its turn.
 */
export class Mistakes {
  readonly #places = new Map<string, Set<Mistake>>();
  #count = 0;

  /** Begins with those that are known. */
  constructor(known?: Mistakes) {
    if (!known) return;
    for (const [place, mistakes] of known.#places) this.#places.set(place, new Set(mistakes));
    this.#count = known.#count;
  }

  get count(): number {
    return this.#count;
  }

  at(place: string): ReadonlySet<Mistake> {
    return this.#places.get(place) ?? NONE;
  }

  add(place: string, { decoder, recognition }: Choice): void {
    if (this.#count === MOST) return;
    const mistakes = this.#places.get(place) ?? new Set();
    const before = mistakes.size;
    mistakes.add(`${recognition.by === 'content' ? 'content' : 'declared'} ${decoder.protocol}`);
    this.#places.set(place, mistakes);
    this.#count += mistakes.size - before;
  }
}
