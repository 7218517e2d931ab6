/** A word said on this page. */
export interface Word {
  readonly number: number;
  /** Epoch milliseconds. */
  readonly time: number;
  /** The server it was said on, as far as is known. */
  readonly server: string | undefined;
  /** Clients that were connected when it was said. */
  readonly present: ReadonlySet<string>;
}

/** What became of a word at one client. */
export type Fate = 'heard' | 'not-heard' | 'away' | 'on-its-way';

/** A word that has not come after so long is lost, for now (milliseconds). */
const PATIENCE = 1500;

export function fateOf(word: Word, client: string, heard: ReadonlySet<number>, now: number): Fate {
  if (heard.has(word.number)) return 'heard';
  if (!word.present.has(client)) return 'away';
  return now - word.time < PATIENCE ? 'on-its-way' : 'not-heard';
}

/** What one client is missing. */
export interface Loss {
  readonly client: string;
  readonly said: number;
  /** Numbers of the words that it has not heard, whether it was there or not. */
  readonly missing: readonly number[];
}

/** What each client is missing; those that miss nothing are left out. */
export function lossesOf(
  words: readonly Word[],
  clients: readonly { readonly name: string; readonly heard: ReadonlySet<number> }[],
  now: number,
): Loss[] {
  return clients
    .map(({ name, heard }) => ({
      client: name,
      said: words.length,
      missing: words
        .filter((word) => ['not-heard', 'away'].includes(fateOf(word, name, heard, now)))
        .map(({ number }) => number),
    }))
    .filter(({ missing }) => missing.length > 0);
}
