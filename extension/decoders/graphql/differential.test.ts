import fc from 'fast-check';
import { parseMessage } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import type { Direction, Unit } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { Dialogue, kindsOf } from '../dialogue.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { graphql } from './decoder.ts';

const id = fc.string({ minLength: 1, maxLength: 4 });
const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 1 }), {
  maxKeys: 3,
  noNullPrototype: true,
});
const optional = { requiredKeys: ['type' as const] };
const type = <T extends string>(one: T) => fc.constant(one);

/** Members of an operation. */
const REQUEST: readonly string[] = ['query', 'variables', 'operationName', 'extensions'];

/** Sound messages of graphql-transport-ws, and who sends them. */
const message: fc.Arbitrary<readonly [Direction, object]> = fc.oneof(
  fc.record({ type: type('connection_init'), payload: object }, optional).map(sent),
  fc.record({ type: type('connection_ack'), payload: object }, optional).map(received),
  fc.record({ type: fc.constantFrom('ping', 'pong'), payload: object }, optional).map(received),
  fc
    .record({
      id,
      type: type('subscribe'),
      payload: fc.record(
        { query: fc.constant('{a}'), variables: object, operationName: id, extensions: object },
        { requiredKeys: ['query'] },
      ),
    })
    .map(sent),
  fc.record({ id, type: type('next'), payload: fc.record({ data: object }) }).map(received),
  fc
    .record({
      id,
      type: type('error'),
      payload: fc.array(
        fc.record({ message: fc.string(), path: object }, { requiredKeys: ['message'] }),
        { minLength: 1, maxLength: 2 },
      ),
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

/** A message as text, and who sends it. */
type Input = readonly [direction: Direction, text: string];

function theirs([, text]: Input): unknown {
  return parseMessage(text);
}

/** What was said before a message is another matter. */
const STATE: ReadonlySet<string> = new Set(['not-acknowledged', 'repeated-init', 'repeated-id']);

function ours([direction, text]: Input): Ours {
  const dialogue = new Dialogue(graphql, { protocol: 'graphql-transport-ws' });
  const units = direction === 'sent' ? dialogue.sent(text) : dialogue.received(text);
  const kinds = kindsOf(units).filter((kind) => !STATE.has(kind));
  return { said: kinds.length === 0 ? saidIn(units, text) : undefined, kinds };
}

/** Each member, read again from the bytes that its field names. */
function saidIn(units: readonly Unit[], text: string): unknown {
  const bytes = new TextEncoder().encode(text);
  const members = units.flatMap(({ layer }) => layer.fields());
  return Object.fromEntries(
    members.map(({ name, range }) => {
      const member = `{${new TextDecoder().decode(bytes.subarray(...range))}}`;
      return [name, JSON.parse(member)[name]];
    }),
  );
}

const text = message.map(([direction, one]): Input => [direction, JSON.stringify(one)]);
const damagedText = text.chain(([direction, one]) =>
  damaged(fc.constant(new TextEncoder().encode(one))).map(
    (bytes): Input => [direction, new TextDecoder().decode(bytes)],
  ),
);
const wrong = fc.constantFrom(undefined, null, 1, 'x', [], {}, [1], '', [{ message: 1 }]);
/** One member left out or of another type, also of a payload. */
const wrongMember = fc
  .tuple(message, fc.constantFrom('id', 'type', 'payload', ...REQUEST), wrong)
  .map(([[direction, one], name, value]): Input => {
    const payload = 'payload' in one ? { ...Object(one.payload), [name]: value } : undefined;
    const changed = REQUEST.includes(name) ? { ...one, payload } : { ...one, [name]: value };
    return [direction, JSON.stringify(changed)];
  });

/** Sections of PROTOCOL.md. */
const DIFFERENCES: readonly Difference<Input>[] = [
  [
    '"Error": errors are GraphQLErrors, whose message is a string (GraphQL §7.1.2)',
    ['received', '{"type":"error","id":"1","payload":[{"message":1}]}'],
    { marked: ['bad-payload'] },
  ],
  [
    '"Next": the server alone sends it',
    ['sent', '{"type":"next","id":"1","payload":{}}'],
    { marked: ['wrong-direction'] },
  ],
  [
    'RFC 8259 §4: names should be unique',
    ['received', '{"type":"ping","type":"pong"}'],
    { marked: ['repeated-name'] },
  ],
];

describe('beside parseMessage of graphql-ws 6', () => {
  it('says the same of every message', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(ours(input)).toEqual({ said: theirs(input), kinds: [] });
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  agreesButFor({
    inputs: fc.oneof(damagedText, wrongMember),
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 8000,
    seed: 6,
    atLeast: { refused: 2000, alike: 1000 },
  });
});
