import type { Outcome } from './clients/outcome.ts';

/** A word said on this page. */
export interface Word {
  readonly number: number;
  /** The client that said it. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly outcome: Outcome | { readonly kind: 'saying' };
  /** Clients that were connected when it was said. */
  readonly present: ReadonlySet<string>;
}

/** What became of a word at one client. */
export type Fate = 'heard' | 'not-heard' | 'away' | 'on-its-way' | 'unpublished';

/** A word that has not come after so long is lost, for now (milliseconds). */
const PATIENCE = 1200;

export function fateOf(word: Word, client: string, heard: ReadonlySet<number>, now: number): Fate {
  if (heard.has(word.number)) return 'heard';
  if (word.outcome.kind === 'refused') return 'unpublished';
  if (!word.present.has(client)) return 'away';
  if (now - word.time < PATIENCE) return 'on-its-way';
  // Whether there was anything to be heard is not known, unless somebody did.
  return word.outcome.kind === 'published' ? 'not-heard' : 'unpublished';
}

/** A client as the account needs it. */
export interface Hearer {
  readonly name: string;
  readonly heard: ReadonlySet<number>;
}

/** The latest word of which it is known what became of it. */
export function latestSettled(
  words: readonly Word[],
  clients: readonly Hearer[],
  now: number,
): Word | undefined {
  return words.findLast((word) =>
    clients.every(({ name, heard }) => fateOf(word, name, heard, now) !== 'on-its-way'),
  );
}

/** What one client is missing. */
export interface Loss {
  readonly client: string;
  /** Numbers of the words that were published and that it has not heard, whether it was there or not. */
  readonly missing: readonly number[];
}

/** What each client is missing; those that miss nothing are left out. */
export function lossesOf(
  words: readonly Word[],
  clients: readonly Hearer[],
  now: number,
): readonly Loss[] {
  return clients
    .map(({ name, heard }) => ({ client: name, missing: missingOf(words, name, heard, now) }))
    .filter(({ missing }) => missing.length > 0);
}

function missingOf(
  words: readonly Word[],
  name: string,
  heard: ReadonlySet<number>,
  now: number,
): readonly number[] {
  return words
    .filter(({ outcome }) => outcome.kind === 'published')
    .filter((word) => ['not-heard', 'away'].includes(fateOf(word, name, heard, now)))
    .map(({ number }) => number);
}

/** Numbers of the words that have come to such an end. */
export function numbersOf(words: readonly Word[], kind: Outcome['kind']): readonly number[] {
  return words.filter(({ outcome }) => outcome.kind === kind).map(({ number }) => number);
}
