import { QUOTE } from '../../../bytes/json/characters.ts';
import { rankOf, SILENT } from './telling.ts';

/**
 * A member is told by one number, the less the more telling it is: its rank, and then where it stands.
 * Texts that are scanned are shorter than this.
 */
const PLACES = 2 ** 24;
const NOTHING = SILENT * PLACES;

/** The member that says most among those that a scan passes. */
export class Told {
  /** Where the line that is written from the scan has come to; −1 where it leaves out what is passed. */
  place = 0;
  readonly #text: string;
  #best = NOTHING;
  /** The member whose place in the line is known. */
  #placed = NOTHING;
  #placedAt = 0;
  /** Lists of several items that the scan is in: of several, none speaks for all. */
  #lists = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The one number of the most telling member so far. */
  get best(): number {
    return this.#best;
  }

  get isTelling(): boolean {
    return this.#best < NOTHING;
  }

  get isSeveral(): boolean {
    return this.#lists > 0;
  }

  /** Index of its name's quote. */
  get at(): number {
    return this.#best % PLACES;
  }

  /** Where the line says it; −1 where that is not known. */
  get placeInLine(): number {
    return this.#best === this.#placed ? this.#placedAt : -1;
  }

  /** The member whose name lies between the quotes at `start` and `end`, and its string at `value`. */
  consider(start: number, end: number, value: number): void {
    const text = this.#text;
    if (this.#lists > 0) return;
    const told = rankOf(text, start + 1, end) * PLACES + start;
    const isEmpty = value + 1 < text.length && text.charCodeAt(value + 1) === QUOTE;
    if (told >= this.#best || isEmpty) return;
    this.#best = told;
    this.#placed = told;
    this.#placedAt = this.place;
  }

  /** A list turns out to have several items: what was told before it is best again. */
  beginsSeveral(before: number): void {
    this.#best = before;
    this.#lists += 1;
  }

  endsSeveral(): void {
    this.#lists -= 1;
  }
}
