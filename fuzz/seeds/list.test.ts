import { describe, expect, it } from 'vitest';
import { DECODERS } from '../../extension/decoders/list.ts';
import { inputsOf } from '../conversation.ts';
import { EVERYTHING, violationIn } from '../invariants/check.ts';
import { PROTOCOLS, SEEDS } from './list.ts';

describe('the sound conversations', () => {
  it('are of every protocol', () => {
    expect(PROTOCOLS.toSorted()).toEqual(DECODERS.map(({ protocol }) => protocol).toSorted());
  });

  it.each(SEEDS.map((seed, at) => [`${at} (${seed.protocol})`, seed] as const))(
    '%s are spoken in it, and break no promise',
    (_, seed) => {
      const decoder = DECODERS.find(({ protocol }) => protocol === seed.protocol);
      const session = decoder?.open(seed.facts);
      const units = inputsOf(seed).flatMap((input) => session?.feed(input) ?? []);
      units.push(...(session?.end() ?? []));
      expect(units.length).toBeGreaterThan(0);
      expect(units.filter(({ isForeign }) => isForeign)).toEqual([]);
      expect(violationIn(seed, EVERYTHING)).toBeUndefined();
    },
  );
});
