import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from './contract.ts';
import { KEY_NOTE, KnownKeys } from './packed-keys.ts';

function field(name: string, note: string): Field {
  return { name, range: [0, 0], note };
}

describe('the keys of a map', () => {
  it('are known when they come again, few or many, and texts apart from others', () => {
    const key = fc.record({
      isText: fc.boolean(),
      name: fc.oneof(fc.nat({ max: 30 }).map(String), fc.string({ maxLength: 2 })),
    });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        const fields: Field[] = [];
        const known = new KnownKeys(fields);
        const before = new Set<string>();
        for (const { isText, name } of keys) {
          const had = isText ? known.hadText(name) : known.hadOther(name);
          expect(had).toBe(before.has(`${isText} ${name}`));
          before.add(`${isText} ${name}`);
          fields.push(field(name, isText ? 'text' : `${KEY_NOTE}uint 8; text`));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
