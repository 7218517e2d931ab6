import {
  decodePacket,
  decodePayload,
  encodePacket,
  encodePayload,
  type Packet,
} from 'engine.io-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { polling, type Said, socket, whole } from './sessions.fixture.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A polling body, or a message of a WebSocket. */
type Input =
  | readonly [where: 'body', content: string]
  | readonly [where: 'socket', content: string | Uint8Array];

/** Type and content of each packet, bytes as hex. */
function theirs([where, content]: Input): readonly (readonly string[])[] {
  const sent = typeof content === 'string' ? content : Buffer.from(content);
  const packets = where === 'body' ? decodePayload(content) : [decodePacket(sent)];
  return packets.map(({ type, data = '' }) => {
    if (type === 'error') throw new Error(String(data));
    // As its client does.
    if (type === 'open') JSON.parse(String(data));
    return data instanceof Uint8Array ? [type, 'binary', hexOf(data)] : [type, String(data)];
  });
}

function ours([where, content]: Input): Ours {
  const said: Said = ['received', typeof content === 'string' ? content : [...content]];
  const units = whole(where === 'body' ? polling(4) : socket(4), said);
  const kinds = units.flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));
  // Who sends pings is no matter of one packet.
  return {
    said: units.map(({ layer }) => toldOf(layer)),
    kinds: kinds.filter((kind) => kind !== 'wrong-direction'),
  };
}

function toldOf({ payload, summary, inner }: Layer): readonly string[] {
  const [first = '', type = ''] = summary.split(' ');
  if (first === 'binary') return [type, first, hexOf(inner?.payload.bytes ?? new Uint8Array(0))];
  return [first, payload.text.slice(1)];
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\x1e')),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
);
const open = fc.record({ sid: fc.string({ minLength: 1 }), upgrades: fc.constant(['websocket']) });
const packet: fc.Arbitrary<Packet> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('message' as const), data: content }) },
  fc.record({
    type: fc.constantFrom('ping' as const, 'pong' as const),
    data: fc.constantFrom('', 'probe'),
  }),
  fc.record({ type: fc.constantFrom('close' as const, 'upgrade' as const, 'noop' as const) }),
  open.map((data) => ({ type: 'open' as const, data: JSON.stringify(data) })),
);
const body = fc.array(packet, { minLength: 1, maxLength: 5 }).map((packets) => {
  let text = '';
  encodePayload(packets, (encoded) => {
    text = encoded;
  });
  return text;
});
const message = packet.map((one) => {
  let sent: string | Uint8Array = '';
  encodePacket(one, true, (encoded) => {
    sent = encoded;
  });
  return sent;
});
const sound: fc.Arbitrary<Input> = fc.oneof(
  body.map((text): Input => ['body', text]),
  message.map((one): Input => ['socket', one]),
);
const harmed: fc.Arbitrary<Input> = sound.chain(([where, one]) =>
  typeof one === 'string'
    ? damaged(fc.constant(encoder.encode(one))).map(
        (bytes): Input => [where, decoder.decode(bytes)],
      )
    : damaged(fc.constant(one)).map((bytes): Input => ['socket', bytes]),
);

/** Sections of the Engine.IO protocol, revision 4. */
const DIFFERENCES: readonly Difference<Input>[] = [
  [
    '"Packet encoding": an upgrade has nothing to say',
    ['socket', '5x'],
    { marked: ['not-a-packet'] },
  ],
  ['"Handshake": it gives the session its id', ['body', '0{}'], { marked: ['missing-sid'] }],
  ['RFC 4648 §3.3: nothing else in base64', ['body', 'bA-=='], { marked: ['bad-base64'] }],
  [
    '"Packet encoding": nothing has to stand behind a separator',
    ['body', '2\x1e'],
    { refused: /^parser error$/, where: ([where, text]) => where === 'body' && isOpenEnded(text) },
  ],
  [
    '"HTTP long-polling": a body may be empty',
    ['body', ''],
    { refused: /^parser error$/, where: ([, text]) => text === '' },
  ],
];

function isOpenEnded(text: string): boolean {
  return text.endsWith('\x1e') && !text.slice(0, -1).split('\x1e').includes('');
}

describe('beside engine.io-parser 5', () => {
  it('says the same of every body and message of revision 4', () => {
    fc.assert(
      fc.property(sound, (input) => {
        fc.pre(input[1].length > 0);
        expect(ours(input)).toEqual({ said: theirs(input), kinds: [] });
      }),
      { numRuns: 3000, seed: 4 },
    );
  });

  agreesButFor({
    inputs: harmed,
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 8000,
    seed: 4,
    atLeast: { refused: 1000, alike: 1000 },
  });

  it('knows what a server answers to a body that it took, which is no packet', () => {
    expect(() => theirs(['body', 'ok'])).toThrow('parser error');
    expect(ours(['body', 'ok'])).toEqual({ said: [['ok', 'k']], kinds: [] });
  });
});
