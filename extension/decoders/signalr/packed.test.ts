import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { Direction, Field, Unit } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { signalr } from './decoder.ts';

const HANDSHAKE = '{"protocol":"messagepack","version":2}\x1e';
const hub = new MessagePackHubProtocol();

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A message with its length in front; none of these is longer than 127 bytes. */
function framed(message: unknown): Uint8Array {
  const body = encode(message);
  return Uint8Array.of(body.length, ...body);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A connection behind its handshake. */
function opened(): Dialogue {
  const talk = new Dialogue(signalr);
  talk.sent(HANDSHAKE);
  talk.feed('received', Payload.ofBytes(new TextEncoder().encode('{}\x1e')));
  return talk;
}

function feed(talk: Dialogue, direction: Direction, message: unknown): readonly Unit[] {
  return talk.feed(direction, Payload.ofBytes(framed(message)));
}

/** The examples of the chapter "MessagePack (MsgPack) encoding", each behind its length. */
const EXAMPLES: readonly (readonly [string, string, readonly unknown[]])[] = [
  [
    '960180a378797aa66d6574686f64912a90',
    'Invocation method #xyz',
    ['type', 'headers', 'invocationId', 'target', 'arguments', 'streamIds'],
  ],
  [
    '960180c0a66d6574686f64912a90',
    'Invocation method',
    ['type', 'headers', 'invocationId', 'target', 'arguments', 'streamIds'],
  ],
  [
    '960480a378797aa66d6574686f64912a90',
    'StreamInvocation method #xyz',
    ['type', 'headers', 'invocationId', 'target', 'arguments', 'streamIds'],
  ],
  ['940280a378797a2a', 'StreamItem #xyz', ['type', 'headers', 'invocationId', 'item']],
  [
    '950380a378797a01a54572726f72',
    'Completion #xyz: Error',
    ['type', 'headers', 'invocationId', 'resultKind', 'error'],
  ],
  ['940380a378797a02', 'Completion #xyz', ['type', 'headers', 'invocationId', 'resultKind']],
  [
    '950380a378797a032a',
    'Completion #xyz',
    ['type', 'headers', 'invocationId', 'resultKind', 'result'],
  ],
  ['930580a378797a', 'CancelInvocation #xyz', ['type', 'headers', 'invocationId']],
  ['9106', 'Ping', ['type']],
  ['9207a378797a', 'Close: xyz', ['type', 'error']],
  ['9307a378797ac3', 'Close: xyz', ['type', 'error', 'allowReconnect']],
  ['9208cc24', 'Ack 36', ['type', 'sequenceId']],
  ['9209cc13', 'Sequence 19', ['type', 'sequenceId']],
  [
    '960182a178a179a17aa17aa378797aa66d6574686f64912a90',
    'Invocation method #xyz',
    ['type', 'headers', 'invocationId', 'target', 'arguments', 'streamIds'],
  ],
];

describe('the examples of the specification', () => {
  it.each(EXAMPLES)('%s: %s', (hex, summary, names) => {
    const body = bytesOf(hex);
    const units = opened().feed('sent', Payload.ofBytes(joined(Uint8Array.of(body.length), body)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([[summary], []]);
    const fields = units[0]?.layer.fields() ?? [];
    expect(fields.map(({ name }) => name)).toEqual(['length', ...names]);
    expect(fields[0]).toMatchObject({ value: body.length, range: [0, 1] });
    // Behind the length and the head of the array, items lie side by side.
    let reached = 2;
    for (const { range } of fields.slice(1)) {
      expect(range[0]).toBe(reached);
      reached = range[1];
    }
    expect(reached).toBe(body.length + 1);
  });

  it.each(EXAMPLES)('%s is recognised without a handshake', (hex) => {
    const body = bytesOf(hex);
    const payload = Payload.ofBytes(joined(Uint8Array.of(body.length), body));
    expect(signalr.sniffs(payload, 'received')?.by).toBe('content');
  });
});

describe('recognition by content', () => {
  it.each([
    ['a length too big', '03 9106'],
    ['a length too small', '01 9106'],
    ['no length', '9106'],
    ['a body that is no array', '02 8106'],
    ['an unknown type', '02 910a'],
    ['more than one value', '03 910606'],
    ['a Completion of kind 4', '06 94 03 80 a178 04'],
    ['something behind a whole message', '02 9106 07'],
    ['a length of nothing', '00'],
    ['nothing', ''],
  ])('refuses %s: %s', (_, hex) => {
    expect(signalr.sniffs(Payload.ofBytes(bytesOf(hex)), 'received')).toBeUndefined();
  });

  it('takes up a connection again that has no handshake: stateful reconnect', () => {
    const chain = openChain({ transport: 'websocket', url: 'ws://h/hub?id=x' });
    const payload = Payload.ofBytes(joined(framed([9, 7]), framed([1, {}, '3', 'Add', [1]])));
    const records = chain.feed({ message: 0, direction: 'sent', time: 0, payload });
    expect(records.map(({ layers }) => layers.map(({ summary }) => summary))).toEqual([
      ['Sequence 7'],
      ['Invocation Add #3', '[1] 1'],
    ]);
  });
});

describe('a connection', () => {
  it('ties completions, items and streams to their invocation as in JSON', () => {
    const talk = opened();
    const units = [
      feed(talk, 'sent', [1, {}, '42', 'Add', [40, 2], []]),
      feed(talk, 'received', [3, {}, '42', 3, 42]),
      feed(talk, 'sent', [1, {}, '43', 'Sum', [], ['s1']]),
      feed(talk, 'sent', [2, {}, 's1', 5]),
      feed(talk, 'sent', [3, {}, 's1', 2]),
      feed(talk, 'received', [3, {}, '43', 1, 'no']),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'Invocation Add #42',
      'Completion Add #42',
      'Invocation Sum #43',
      'StreamItem Sum #s1',
      'Completion Sum #s1',
      'Completion Sum #43: no',
    ]);
    expect(units.map(({ channel }) => channel?.name)).toEqual([
      'Add',
      'Add',
      'Sum',
      'Sum',
      'Sum',
      'Sum',
    ]);
    expect(fieldAt(units.slice(1), 'invocationId')?.note).toBe('answers Add, 10 ms later');
    expect(fieldAt(units, 'type')?.note).toBe('Invocation');
    expect(kindsOf(units)).toEqual([]);
  });

  it('hands arguments on as MessagePack, in their place', () => {
    const [unit] = feed(opened(), 'sent', [1, {}, null, 'é', [{ a: 1 }]]);
    expect(unit?.layer.inner).toMatchObject({ mime: 'application/msgpack' });
    expect(unit?.layer.inner?.payload.bytes).toEqual(encode([{ a: 1 }]));
    const [start, end] = unit?.layer.inner?.range ?? [0, 0];
    expect(unit?.layer.payload.bytes.subarray(start, end)).toEqual(encode([{ a: 1 }]));
  });

  it('says what stays open: that an invocation without an id is not answered', () => {
    const units = feed(opened(), 'received', [1, {}, null, 'Send', []]);
    expect(fieldAt(units, 'target')?.note).toBe('no invocationId: nothing is answered');
  });

  it('may be refused in its handshake', () => {
    const talk = new Dialogue(signalr);
    talk.sent(HANDSHAKE);
    expect(summariesOf(talk.received('{"error":"no"}\x1e'))).toEqual(['handshake refused: no']);
  });

  it('may send its first message together with the handshake', () => {
    const bytes = joined(new TextEncoder().encode(HANDSHAKE), framed([6]));
    const units = new Dialogue(signalr).feed('sent', Payload.ofBytes(bytes));
    expect(summariesOf(units)).toEqual(['handshake: messagepack 2', 'Ping']);
  });

  it('takes a length that looks like an opening brace for what the handshake says', () => {
    const message = [1, {}, null, 'x'.repeat(0x7b - 39), ['y'.repeat(31)]];
    const bytes = framed(message);
    expect(bytes[0]).toBe(0x7b);
    const talk = opened();
    const units = [talk.feed('sent', Payload.ofBytes(bytes.subarray(0, 1)))];
    units.push(talk.feed('sent', Payload.ofBytes(bytes.subarray(1))));
    expect(kindsOf(units.flat())).toEqual([]);
    expect(units.flat()).toHaveLength(1);
  });
});

describe('what is wrong', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['an unknown type', [10, {}], ['unknown-type']],
    ['no target', [1, {}, '1'], ['missing-field', 'missing-field']],
    ['a nil target', [1, {}, '1', null, []], ['bad-field']],
    ['headers that are no map', [5, [], '1'], ['bad-field']],
    ['one item more', [5, {}, '1', 2], ['unrecognized-field']],
    ['a kind of result that is none', [3, {}, '1', 4], ['bad-result-kind']],
    ['a value of a void result', [3, {}, '1', 2, 0], ['result-of-void']],
    ['no value of an error', [3, {}, '1', 1], ['missing-field']],
    ['a Close that says of no error that there is none', [7], ['missing-field']],
    ['no array', { a: 1 }, ['foreign']],
  ])('%s', (_, message, kinds) => {
    expect(
      kindsOf(feed(opened(), 'sent', message)).filter((kind) => kind !== 'repeated-id'),
    ).toEqual(kinds);
  });

  it('a length of five bytes that goes on, or is beyond all limits', () => {
    const kinds = (hex: string) =>
      kindsOf(opened().feed('received', Payload.ofBytes(bytesOf(hex))));
    expect(kinds('ffffffff ff 9106')).toContain('too-long');
    expect(kinds('ffffffff 07 9106')).toContain('too-long');
  });

  it('an end before the length: what is there is shown', () => {
    const talk = opened();
    expect(talk.feed('received', Payload.ofBytes(bytesOf('08 93 05 80')))).toEqual([]);
    const units = talk.end();
    expect(kindsOf(units)).toEqual(['missing-field', 'truncated', 'cut-off']);
  });
});

describe('a stream of messages', () => {
  const stream = joined(
    framed([6]),
    framed([1, { a: 'b' }, null, 'é€😀', [1, { a: 'b' }], []]),
    framed([3, {}, '1', 3, [true]]),
    framed([7, null]),
  );
  const told = (units: readonly Unit[]) =>
    units.map(({ layer }) => [layer.summary, layer.payload.bytes, layer.problems]);

  it('is the same wherever it is cut', () => {
    const cut = (places: readonly number[]) => {
      const talk = opened();
      const units = [...places, stream.length].flatMap((end, index) =>
        talk.feed('received', Payload.ofBytes(stream.subarray(places[index - 1] ?? 0, end))),
      );
      return told([...units, ...talk.end()]);
    };
    const whole = cut([]);
    expect(whole).toHaveLength(4);
    for (let place = 0; place < stream.length; place += 1) expect(cut([place])).toEqual(whole);
    expect(cut(Array.from(stream, (_, place) => place))).toEqual(whole);
  });

  it('ties each message to its bytes, the length included', () => {
    const units = opened().feed('received', Payload.ofBytes(bytesOf('02 9106 02 9106')));
    expect(units.map(({ sources }) => sources[0]?.range)).toEqual([
      [0, 3],
      [3, 6],
    ]);
  });

  it('never makes it throw, nor lose a byte', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, (hits) => {
        const bytes = stream.slice();
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const talk = opened();
        const units = [...talk.feed('received', Payload.ofBytes(bytes)), ...talk.end()];
        let reached = 0;
        for (const { layer, sources } of units) {
          expect(sources[0]?.range[0]).toBe(reached);
          reached = sources[0]?.range[1] ?? 0;
          for (const { range } of layer.fields()) {
            expect(range[1]).toBeLessThanOrEqual(layer.payload.byteLength);
          }
          expect(layer.problems).toBeInstanceOf(Array);
        }
        expect(reached).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

/** What the library of the protocol's authors writes, and what it makes of the bytes. */
describe('beside @microsoft/signalr-protocol-msgpack', () => {
  const id = fc.string({ minLength: 1, maxLength: 5 });
  // The library writes the key __proto__, and refuses to read it.
  const value = fc
    .jsonValue({ maxDepth: 2 })
    .filter((one) => !JSON.stringify(one).includes('"__proto__"'));
  const headers = fc.dictionary(
    fc.string({ maxLength: 3 }).filter((name) => name !== '__proto__'),
    id,
    {
      maxKeys: 3,
    },
  );
  const message = fc.oneof(
    fc.record({
      type: fc.constant(1),
      headers,
      invocationId: fc.option(id, { nil: undefined }),
      target: id,
      arguments: fc.array(value, { maxLength: 20 }),
      streamIds: fc.option(fc.array(id, { maxLength: 2 }), { nil: undefined }),
    }),
    fc.record({
      type: fc.constant(4),
      headers,
      invocationId: id,
      target: id,
      arguments: fc.array(value, { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant(2), headers, invocationId: id, item: value }),
    fc.record({ type: fc.constant(3), headers, invocationId: id, error: id }),
    fc.record({ type: fc.constant(3), headers, invocationId: id, result: value }),
    fc.record({ type: fc.constant(3), headers, invocationId: id }),
    fc.record({ type: fc.constant(5), headers, invocationId: id }),
    fc.constant({ type: 6 }),
    fc.constant({ type: 7 }),
    fc.record({ type: fc.constant(8), sequenceId: fc.nat() }),
    fc.record({ type: fc.constant(9), sequenceId: fc.nat() }),
  );

  it('reads what it writes, and what it reads is what it says', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
        const frames = messages.map((one) => new Uint8Array(hub.writeMessage(one as never)));
        const bytes = joined(...frames);
        const units = opened().feed('received', Payload.ofBytes(bytes));
        expect(units.map(({ layer }) => layer.payload.bytes)).toEqual(frames);
        expect(kindsOf(units).filter((kind) => !SESSION_PROBLEMS.includes(kind))).toEqual([]);
        const parsed = hub.parseMessages(bytes.slice().buffer, null as never);
        const heard = units.filter((unit) => !UNHEARD.includes(fieldOf(unit, 'type')));
        expect(parsed).toHaveLength(heard.length);
        for (const [index, one] of parsed.entries()) agree(heard[index], one);
      }),
      { numRuns: 300 },
    );
  });

  /** What only servers take: the library ignores StreamInvocation and CancelInvocation. */
  const UNHEARD: readonly Field['value'][] = [4, 5];

  /** What the protocol finds wrong with messages in their order, which these have none of. */
  const SESSION_PROBLEMS = ['repeated-id', 'after-completion', 'result-after-items'];

  function agree(unit: Unit | undefined, parsed: object): void {
    for (const name of ['type', 'invocationId', 'target', 'error', 'sequenceId']) {
      const told = Object.entries(parsed).find(([key]) => key === name)?.[1] ?? undefined;
      expect(fieldOf(unit, name) ?? undefined).toEqual(told);
    }
  }

  function fieldOf(unit: Unit | undefined, name: string): Field['value'] {
    return unit && fieldAt([unit], name)?.value;
  }
});
