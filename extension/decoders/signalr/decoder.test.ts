import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction, Unit } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { signalr } from './decoder.ts';

const dialogue = () => new Dialogue(signalr);
const encoder = new TextEncoder();
/** Records as they are on the wire. */
const wire = (...records: readonly object[]) =>
  records.map((record) => `${JSON.stringify(record)}\x1e`).join('');

describe('recognition', () => {
  const sniffs = (direction: Direction, text: string) => [
    signalr.sniffs(Payload.ofText(text), direction)?.by,
    signalr.sniffs(Payload.ofBytes(encoder.encode(text)), direction)?.by,
  ];

  it.each<[Direction, string]>([
    ['sent', '{"protocol":"json","version":1}\x1e'],
    ['sent', '{"protocol":"messagepack","version":1}\x1e'],
    ['received', '{}\x1e'],
    ['received', '{"error":"Requested protocol \'x\' is not available."}\x1e'],
    ['received', '{}\x1e{"type":6}\x1e'],
    ['received', '{"type":6}\x1e'],
    ['received', '{"type":1,"target":"Send","arguments":[]}\x1e'],
    ['sent', '{"type":3,"invocationId":"1","result":null}\x1e'],
  ])('by content, %s %j', (direction, text) => {
    expect(sniffs(direction, text)).toEqual(['content', 'content']);
  });

  it.each<[Direction, string]>([
    ['received', '{"type":6}'],
    ['received', '{"type":"6"}\x1e'],
    ['received', '{"type":10}\x1e'],
    ['received', '{"type":1,"target":"Send"}\x1e'],
    ['received', '{"type":1,"name":"x"}\x1e'],
    ['received', '{"a":1}\x1e'],
    ['sent', '{}\x1e'],
    ['received', '[6]\x1e'],
    ['received', '\x1e'],
    ['received', '\x1e{"type":6}\n'],
    ['received', '2\x1e'],
    ['received', '{"type":6} x\x1e'],
    ['received', '12345678'],
    ['received', ''],
  ])('not by %s %j', (direction, text) => {
    expect(sniffs(direction, text)).toEqual([undefined, undefined]);
  });
});

/** The examples of the chapter "JSON Encoding", and how they read. */
describe('the messages of the specification', () => {
  it.each<[Direction, object, string]>([
    ['sent', { protocol: 'json', version: 1 }, 'handshake: json 1'],
    ['received', {}, 'handshake accepted'],
    ['received', { error: 'no' }, 'handshake refused: no'],
    [
      'sent',
      { type: 1, invocationId: '123', target: 'Send', arguments: [42] },
      'Invocation Send #123',
    ],
    ['received', { type: 1, target: 'Send', arguments: [42, 'Test'] }, 'Invocation Send'],
    ['sent', { type: 4, invocationId: '1', target: 'S', arguments: [] }, 'StreamInvocation S #1'],
    ['received', { type: 2, invocationId: '123', item: 42 }, 'StreamItem #123'],
    ['received', { type: 3, invocationId: '123' }, 'Completion #123'],
    [
      'received',
      { type: 3, invocationId: '1', error: "It didn't work!" },
      "Completion #1: It didn't work!",
    ],
    ['sent', { type: 5, invocationId: '123' }, 'CancelInvocation #123'],
    ['sent', { type: 6 }, 'Ping'],
    ['received', { type: 7 }, 'Close'],
    ['received', { type: 7, error: 'gone', allowReconnect: true }, 'Close: gone'],
    ['sent', { type: 8, sequenceId: 1394 }, 'Ack 1394'],
    ['sent', { type: 9, sequenceId: 1234 }, 'Sequence 1234'],
    ['sent', { type: 1, headers: { Foo: 'Bar' }, target: 'A', arguments: [] }, 'Invocation A'],
  ])('%s %j', (direction, record, summary) => {
    const units = dialogue().feed(direction, Payload.ofText(wire(record)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([[summary], []]);
  });

  it('say the type in words, and which are only there to keep the connection', () => {
    const units = dialogue().received(wire({ type: 6 }, { type: 8, sequenceId: 1 }, { type: 7 }));
    expect(units.map((unit) => unit.isHeartbeat ?? false)).toEqual([true, true, false]);
    expect(fieldAt(units, 'type')).toMatchObject({ value: 6, note: 'Ping' });
  });
});

describe('an invocation', () => {
  it('is a channel by its target, with what comes back', () => {
    const talk = dialogue();
    const units = [
      talk.sent(wire({ type: 1, invocationId: '42', target: 'Add', arguments: [40, 2] })),
      talk.received(wire({ type: 3, invocationId: '42', result: 42 })),
    ].flat();
    expect(summariesOf(units)).toEqual(['Invocation Add #42', 'Completion Add #42']);
    expect(units.map((unit) => unit.channel)).toEqual(
      Array(2).fill({ id: 'Add', name: 'Add', type: 'signalr-target' }),
    );
    expect(fieldAt(units.slice(1), 'invocationId')?.note).toBe('answers Add, 10 ms later');
  });

  it('that streams says when its first item came, and when it ended', () => {
    const talk = dialogue();
    talk.sent(wire({ type: 4, invocationId: '1', target: 'Stream', arguments: [5] }));
    const item = () => talk.received(wire({ type: 2, invocationId: '1', item: { n: 0 } }));
    const [first, second] = [item(), item()];
    talk.sent(wire({ type: 5, invocationId: '1' }));
    const end = talk.received(wire({ type: 3, invocationId: '1' }));
    const notes = [first, second, end].map((units) => fieldAt(units, 'invocationId')?.note);
    expect(notes).toEqual([
      'answers Stream, 10 ms later',
      undefined,
      'ends Stream, 40 ms after it',
    ]);
    expect([first, end].flatMap(kindsOf)).toEqual([]);
  });

  it('of each side has ids of its own', () => {
    const talk = dialogue();
    talk.sent(wire({ type: 1, invocationId: '1', target: 'Mine', arguments: [] }));
    const theirs = { type: 1, invocationId: '1', target: 'Theirs', arguments: [] };
    expect(kindsOf(talk.received(wire(theirs)))).toEqual([]);
    const answer = wire({ type: 3, invocationId: '1', result: 0 });
    expect(summariesOf(talk.sent(answer))).toEqual(['Completion Theirs #1']);
    expect(summariesOf(talk.received(answer))).toEqual(['Completion Mine #1']);
  });

  it('may take streams that go up', () => {
    const talk = dialogue();
    const add = { type: 1, invocationId: '42', target: 'Add', arguments: [], streamIds: ['1'] };
    const units = [
      talk.sent(wire(add, { type: 2, invocationId: '1', item: 1 }, { type: 3, invocationId: '1' })),
      talk.received(wire({ type: 3, invocationId: '42', result: 1 })),
    ].flat();
    expect(summariesOf(units).slice(1)).toEqual([
      'StreamItem Add #1',
      'Completion Add #1',
      'Completion Add #42',
    ]);
    expect(kindsOf(units)).toEqual([]);
  });

  it('hands its arguments on', () => {
    const [unit] = dialogue().sent(wire({ type: 1, target: 'é', arguments: [{ a: 1 }] }));
    expect(unit?.layer.inner).toMatchObject({ mime: 'application/json', range: [36, 45] });
  });
});

describe('what the protocol calls an error', () => {
  const opened = () => {
    const talk = dialogue();
    talk.sent(wire({ type: 4, invocationId: '1', target: 'S', arguments: [] }));
    talk.received(wire({ type: 2, invocationId: '1', item: 1 }));
    return talk;
  };

  it.each<[Direction, object, string]>([
    ['received', { type: 0 }, 'unknown-type'],
    ['received', { type: 'x' }, 'unknown-type'],
    ['received', { type: 2, invocationId: '1' }, 'missing-field'],
    ['received', { type: 6, x: 1 }, 'unrecognized-field'],
    ['received', { type: 1, target: 'a', arguments: {} }, 'bad-field'],
    ['received', { type: 1, target: '', arguments: [] }, 'bad-field'],
    ['received', { type: 3, invocationId: '' }, 'bad-field'],
    ['received', { type: 3, invocationId: '9', result: 1, error: 'x' }, 'result-and-error'],
    ['received', { type: 3, invocationId: '1', result: 1 }, 'result-after-items'],
    ['sent', { type: 1, invocationId: '1', target: 'S', arguments: [] }, 'repeated-id'],
    ['sent', { protocol: 'json', version: 7 }, 'unknown-version'],
  ])('%s %j', (direction, record, kind) => {
    expect(kindsOf(opened().feed(direction, Payload.ofText(wire(record))))).toEqual([kind]);
  });

  it('is a second handshake, for every message behind the first has a type', () => {
    const talk = dialogue();
    const shake = () => [
      ...talk.sent(wire({ protocol: 'json', version: 1 })),
      ...talk.received(wire({})),
    ];
    expect(kindsOf(shake())).toEqual([]);
    const again = shake();
    expect(kindsOf(again)).toEqual(['repeated-handshake', 'repeated-handshake']);
    expect(again[1]?.layer.problems[0]?.reason).toBe(
      'The handshake is over; messages have a type.',
    );
  });

  it('is an answer to a handshake with members that it has not', () => {
    const [unit] = dialogue().received(wire({ error: 'x', invocationId: '1' }));
    expect(unit?.isForeign).toBe(true);
  });

  it('is anything after a completion', () => {
    const talk = opened();
    talk.received(wire({ type: 3, invocationId: '1' }));
    const units = talk.received(wire({ type: 2, invocationId: '1', item: 1 }));
    expect(kindsOf(units)).toEqual(['after-completion']);
  });
});

describe('a stream of records', () => {
  const text = wire(
    {},
    { type: 6 },
    { type: 1, target: 'é€😀', arguments: [1, { a: 'b' }] },
    { type: 3, invocationId: '1', result: [true] },
  );
  const told = (units: readonly Unit[]) =>
    units.map(({ layer }) => [layer.summary, layer.payload.text, layer.problems]);

  it('is the same wherever it is cut', () => {
    const bytes = encoder.encode(text);
    const feed = (cuts: readonly number[]) => {
      const talk = dialogue();
      const places = [0, ...cuts, bytes.length];
      const units = places
        .slice(1)
        .flatMap((end, index) =>
          talk.feed('received', Payload.ofBytes(bytes.subarray(places[index], end))),
        );
      return told([...units, ...talk.end()]);
    };
    const whole = feed([]);
    expect(whole).toHaveLength(4);
    for (let cut = 0; cut < bytes.length; cut += 1) expect(feed([cut])).toEqual(whole);
    expect(feed(Array.from(bytes, (_, place) => place))).toEqual(whole);
  });

  it('ties each record to its bytes, separator included', () => {
    const units = dialogue().received('{}\x1e{"type":6}\x1e');
    expect(units.map((unit) => unit.sources)).toEqual([
      [{ message: 0, range: [0, 3] }],
      [{ message: 0, range: [3, 14] }],
    ]);
  });

  it('that ends without a separator says so', () => {
    const talk = dialogue();
    expect(talk.received('{"type":6}')).toEqual([]);
    expect(kindsOf(talk.end())).toEqual(['missing-separator']);
  });

  it('does not wait for the end of what is no record', () => {
    const [unit] = dialogue().received('hello');
    expect([unit?.isForeign, unit?.layer.inner?.payload.text]).toEqual([true, 'hello']);
  });

  it('does not wait for ever behind blanks', () => {
    const units = dialogue().received(' '.repeat(64));
    expect(units.map(({ isForeign }) => isForeign)).toEqual([true]);
    expect(summariesOf(dialogue().received('\r\n {"type":6}\x1e'))).toEqual(['Ping']);
  });

  it('is read on after damage', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, (hits) => {
        const bytes = encoder.encode(text);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const talk = dialogue();
        const first = talk.feed('received', Payload.ofBytes(bytes));
        const units = [...first, ...talk.received(`\x1e${wire({ type: 7 })}`), ...talk.end()];
        for (const { layer } of units) {
          expect(layer.fields()).toBeInstanceOf(Array);
          expect(layer.problems).toBeInstanceOf(Array);
        }
        expect(units.at(-1)?.layer.summary).toBe('Close');
      }),
      { numRuns: 500 },
    );
  });
});
