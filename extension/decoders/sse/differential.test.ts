import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, isEqual, type Ours } from '../differential.fixture.ts';
import { sse } from './decoder.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Type and data of each event; throws where the library reports an error. */
function theirs(bytes: Uint8Array): readonly (readonly string[])[] {
  const said: (readonly string[])[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', data }) => said.push([event, data]),
    onError: ({ type }) => {
      throw new Error(type);
    },
  });
  parser.feed(decoder.decode(bytes));
  return said;
}

function ours(bytes: Uint8Array): Ours {
  const session = sse.open({ transport: 'fetch', url: 'http://h/', mime: 'text/event-stream' });
  const payload = Payload.ofBytes(bytes);
  const input = { message: 0, direction: 'received', time: 0, payload, isPart: true } as const;
  const units = [...session.feed(input), ...session.end()];
  const kinds = units.flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));
  const events = units.filter(({ channel }) => channel !== undefined);
  const said = events.map(({ channel, layer }) => [channel?.id, layer.inner?.payload.text ?? '']);
  return { said, kinds };
}

const value = fc.constantFrom('', 'a', 'é€😀', 'b:c', '12', '{"a":[1,2]}');
const line = fc
  .tuple(
    fc.constantFrom('data', 'data', 'event', 'id', 'retry', ''),
    fc.constantFrom(':', ': ', ':  '),
    value,
  )
  .map(([name, colon, text]) => (name === 'retry' ? 'retry:12' : name + colon + text));
const event = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => [...lines, 'data:x', '', ''].join(end));
const stream = fc
  .array(event, { minLength: 1, maxLength: 4 })
  .map((events) => encoder.encode(events.join('')));

/** Sections of WHATWG HTML. */
const DIFFERENCES: readonly Difference<Uint8Array>[] = [
  [
    '§9.2.6: what the end cuts off is not dispatched, and told all the same',
    encoder.encode('data: a\n'),
    { marked: ['incomplete'] },
  ],
  [
    '§9.2.5: also a line without its end',
    encoder.encode('x: a'),
    { marked: ['unknown-field', 'incomplete'] },
  ],
  [
    '§9.2.6: also a retry that is no number',
    encoder.encode('retry: a'),
    { marked: ['bad-retry', 'incomplete'] },
  ],
  [
    '§9.2.4: streams are UTF-8, and theirs was decoded before',
    Uint8Array.of(...encoder.encode('data: '), 0xff, 0x0a, 0x0a),
    { marked: ['invalid-utf-8'] },
  ],
  [
    '§9.2.6: an id with NUL is ignored, in silence there',
    encoder.encode('id: \0\ndata: a\n\n'),
    { marked: ['id-with-nul'] },
  ],
  [
    '§9.2.5: a CR ends a line, also the last one of all',
    encoder.encode('data: a\r\n\r'),
    { unlike: isOneMore },
  ],
];

/** Our events are theirs, and one that the very last CR dispatches. */
function isOneMore(their: unknown, our: unknown): boolean {
  return Array.isArray(our) && isEqual(our.slice(0, -1), their);
}

describe('beside eventsource-parser 3, damaged', () => {
  agreesButFor({
    inputs: damaged(stream),
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 6000,
    seed: 926,
    atLeast: { refused: 1000, alike: 1000 },
  });
});
