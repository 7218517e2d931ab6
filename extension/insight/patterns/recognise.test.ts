import { describe, expect, test } from 'vitest';
import { CORPUS } from './corpus/corpus.ts';
import type { Labelled } from './corpus/labelled.ts';
import { seeded } from './corpus/simulation.ts';
import { Family, type Loop } from './family.ts';
import type { RequestSample } from './sample.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index * 7919 + 1);

/** What the family says after every start and every end of a request, in the order of time. */
function* replay(samples: readonly RequestSample[]): Generator<readonly Loop[]> {
  const family = new Family();
  const moments = samples.flatMap((sample) => {
    const { endedAt, status, digest, ...rest } = sample;
    const open: RequestSample = { ...rest, outcome: 'open', isEmpty: false, payloadBytes: 0 };
    return [
      { at: sample.startedAt, sample: open },
      { at: endedAt ?? Number.POSITIVE_INFINITY, sample },
    ];
  });
  for (const moment of moments.toSorted((a, b) => a.at - b.at)) {
    family.take(moment.sample);
    yield family.loops();
  }
}

function lastOf({ make }: Labelled, seed: number): readonly Loop[] {
  return [...replay(make(seeded(seed)))].at(-1) ?? [];
}

/** Verdicts as they followed one another on the same loop, repetitions left out. */
function storyOf({ make }: Labelled, seed: number): string[][] {
  const stories = new Map<string, string[]>();
  for (const loops of replay(make(seeded(seed)))) {
    for (const { id, verdict } of loops) {
      const story = stories.get(id) ?? [];
      if (story.at(-1) !== verdict.kind) story.push(verdict.kind);
      stories.set(id, story);
    }
  }
  return [...stories.values()];
}

describe.each(CORPUS)('$label: $name', (labelled) => {
  const { label, channels = 1 } = labelled;

  test('is recognised for what it is', () => {
    for (const seed of SEEDS) {
      const loops = lastOf(labelled, seed);
      const kinds = loops.map(({ verdict }) => verdict.kind);
      expect(kinds, `seed ${seed}`).toEqual(Array.from({ length: channels }, () => label));
    }
  });

  test('is recognised as well when the whole history is read at once', () => {
    for (const seed of SEEDS) {
      const family = new Family();
      for (const sample of labelled.make(seeded(seed))) family.take(sample);
      const kinds = family.loops().map(({ verdict }) => verdict.kind);
      expect(kinds, `seed ${seed}`).toEqual(Array.from({ length: channels }, () => label));
    }
  });

  test('is never taken for anything else, nor lost again', () => {
    for (const seed of SEEDS) {
      for (const story of storyOf(labelled, seed)) {
        const kinds = story[0] === 'none' ? story.slice(1) : story;
        expect(
          kinds.every((kind) => kind === label) && kinds.length <= 1,
          `seed ${seed}: ${story}`,
        ).toBe(true);
      }
    }
  });
});
