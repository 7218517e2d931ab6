import fc from 'fast-check';
import { expect, it } from 'vitest';

/** What we make of an input, and the kinds of problems that we mark. */
export interface Ours {
  readonly said: unknown;
  readonly kinds: readonly string[];
}

/** A class of disagreements: the clause that decides it, an input that shows it, what happens. */
export type Difference<T> = readonly [clause: string, input: T, by: Disagreement<T>];

export type Disagreement<T> =
  /** The library takes what we mark with problems of these kinds. */
  | { readonly marked: readonly string[] }
  /** The library refuses, with these words, what we read; where its words are few, only such inputs. */
  | { readonly refused: RegExp; readonly where?: (input: T) => boolean }
  /** Both take it, and say other things of it. */
  | { readonly unlike: (their: unknown, our: unknown) => boolean };

export interface Comparison<T> {
  readonly inputs: fc.Arbitrary<T>;
  /** What the library says of an input; throws where it refuses it. */
  theirs(input: T): unknown;
  ours(input: T): Ours;
  readonly differences: readonly Difference<T>[];
  readonly runs: number;
  readonly seed: number;
  /** Inputs that both have to refuse, and to read alike, for the comparison to say something. */
  readonly atLeast: { readonly refused: number; readonly alike: number };
}

/**
 * Holds a decoder against a library, in both directions: what the library refuses we mark, what we
 * mark it refuses, and what both take they read alike. Where not, the table has to say why.
 */
export function agreesButFor<T>(comparison: Comparison<T>): void {
  const { inputs, differences, runs, seed, atLeast } = comparison;

  it('takes, refuses and reads the same damaged input, but for the table below', () => {
    const counts = { refused: 0, alike: 0 };
    const classes = differences.map(([, , by]) => by);
    fc.assert(
      fc.property(inputs, (input) => {
        const both = readBoth(comparison, input);
        const { outcome } = both;
        if (outcome === 'refused' || outcome === 'alike') counts[outcome] += 1;
        else expect(both).toSatisfy(() => isListed(both, classes), 'is in the table');
      }),
      { numRuns: runs, seed },
    );
    expect(counts.refused).toBeGreaterThan(atLeast.refused);
    expect(counts.alike).toBeGreaterThan(atLeast.alike);
  });

  it.each(differences)('differs by %s', (_, input, by) => {
    const both = readBoth(comparison, input);
    expect(both).toSatisfy(() => isListed(both, [by]), 'is of this class');
    if ('marked' in by) expect([...new Set(both.ours.kinds)]).toEqual(by.marked);
  });
}

interface Both<T> {
  readonly input: T;
  readonly theirs: { readonly said: unknown } | { readonly refused: string };
  readonly ours: Ours;
  /** The same, or marked by us alone, taken by us alone, taken by both and unlike. */
  readonly outcome: 'refused' | 'alike' | 'marked' | 'taken' | 'unlike';
}

function readBoth<T>(comparison: Comparison<T>, input: T): Both<T> {
  const theirs = attempt(() => comparison.theirs(input));
  const ours = comparison.ours(input);
  return { input, theirs, ours, outcome: outcomeOf(theirs, ours) };
}

function attempt(read: () => unknown): Both<unknown>['theirs'] {
  try {
    return { said: read() };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

function outcomeOf(theirs: Both<unknown>['theirs'], ours: Ours): Both<unknown>['outcome'] {
  const isMarked = ours.kinds.length > 0;
  if ('refused' in theirs) return isMarked ? 'refused' : 'taken';
  if (isMarked) return 'marked';
  return isEqual(theirs.said, ours.said) ? 'alike' : 'unlike';
}

export function isEqual(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}

function isListed<T>(both: Both<T>, classes: readonly Disagreement<T>[]): boolean {
  const { input, theirs, ours, outcome } = both;
  if (outcome === 'marked') {
    const known = new Set(classes.flatMap((by) => ('marked' in by ? by.marked : [])));
    return ours.kinds.every((kind) => known.has(kind));
  }
  return classes.some((by) => {
    if ('refused' in theirs)
      return 'refused' in by && by.refused.test(theirs.refused) && (by.where?.(input) ?? true);
    return 'unlike' in by && by.unlike(theirs.said, ours.said);
  });
}
