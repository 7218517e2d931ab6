import fc from 'fast-check';
import { validateMessage } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../contract.ts';
import { Dialogue, kindsOf } from '../dialogue.fixture.ts';
import { graphql } from './decoder.ts';

const id = fc.string({ minLength: 1, maxLength: 4 });
const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 1 }), {
  maxKeys: 3,
  noNullPrototype: true,
});
const optional = { requiredKeys: ['type' as const] };
const type = <T extends string>(one: T) => fc.constant(one);

/** Sound messages of graphql-transport-ws, and who sends them. */
const message: fc.Arbitrary<readonly [Direction, object]> = fc.oneof(
  fc.record({ type: type('connection_init'), payload: object }, optional).map(sent),
  fc.record({ type: type('connection_ack'), payload: object }, optional).map(received),
  fc.record({ type: fc.constantFrom('ping', 'pong'), payload: object }, optional).map(received),
  fc
    .record({
      id,
      type: type('subscribe'),
      payload: fc.record({ query: fc.constant('{a}'), variables: object }),
    })
    .map(sent),
  fc.record({ id, type: type('next'), payload: fc.record({ data: object }) }).map(received),
  fc
    .record({
      id,
      type: type('error'),
      payload: fc.array(fc.record({ message: fc.string() }), { minLength: 1, maxLength: 2 }),
    })
    .map(received),
  fc.record({ id, type: type('complete') }).map(received),
);

function sent(one: object): readonly ['sent', object] {
  return ['sent', one];
}

function received(one: object): readonly ['received', object] {
  return ['received', one];
}

function theirs(one: unknown): string {
  try {
    validateMessage(one);
    return 'accepts';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Problems of the message itself; what was said before it is another matter. */
function ours(direction: Direction, one: unknown): readonly string[] {
  const dialogue = new Dialogue(graphql, { protocol: 'graphql-transport-ws' });
  const units = direction === 'sent' ? dialogue.sent(one) : dialogue.received(one);
  const state = ['before-init', 'before-ack', 'unknown-operation', 'unknown-id', 'not-ready'];
  return kindsOf(units).filter((kind) => !state.includes(kind));
}

describe('beside validateMessage of graphql-ws 6', () => {
  it('takes every sound message', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(message, ([direction, one]) => {
        expect(theirs(one)).toBe('accepts');
        for (const kind of ours(direction, one)) seen.add(kind);
      }),
      { numRuns: 2000, seed: 6 },
    );
    expect([...seen]).toEqual([]);
  });

  it('refuses every message that the library refuses, one member left out or of another type', () => {
    const wrong = fc.constantFrom(undefined, null, 1, 'x', [], {}, [1], '');
    let refused = 0;
    fc.assert(
      fc.property(
        message,
        fc.constantFrom('id', 'type', 'payload'),
        wrong,
        (sound, name, value) => {
          const [direction, one] = sound;
          const changed = JSON.parse(JSON.stringify({ ...one, [name]: value }));
          if (theirs(changed) === 'accepts') return;
          const kinds = ours(direction, changed);
          expect([kinds.length > 0, changed, theirs(changed)]).toEqual([
            true,
            changed,
            theirs(changed),
          ]);
          refused += 1;
        },
      ),
      { numRuns: 3000, seed: 6 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it.each([[[1]], [[]], [[{}]], [[{ message: 'no' }, null]]])(
    'refuses a list of errors that is %j ("Error")',
    (payload) => {
      const message = { type: 'error', id: '1', payload };
      expect(theirs(message)).not.toBe('accepts');
      expect(ours('received', message)).toEqual(['bad-payload']);
    },
  );
});
