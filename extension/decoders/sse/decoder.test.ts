import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Field, Unit } from '../contract.ts';
import { sse } from './decoder.ts';

const encoder = new TextEncoder();
const facts: ConnectionFacts = { transport: 'fetch', url: 'http://h/', mime: 'text/event-stream' };

/** The units of a stream whose bytes came cut at these places. */
function feed(bytes: Uint8Array, cuts: readonly number[] = []): readonly Unit[] {
  const session = sse.open(facts);
  const places = [0, ...cuts, bytes.length];
  const units = places.slice(1).flatMap((end, message) => {
    const payload = Payload.ofBytes(bytes.slice(places[message], end));
    return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...units, ...session.end()];
}

/** What EventSource would dispatch: type, data, last event id. */
type Dispatched = readonly [type: string, data: string, lastEventId: string];

function dispatched(units: readonly Unit[]): readonly Dispatched[] {
  return units
    .filter((unit) => unit.channel && !has(unit, 'incomplete'))
    .map((unit) => [unit.channel?.id ?? '', unit.layer.inner?.payload.text ?? '', lastId(unit)]);
}

function lastId(unit: Unit): string {
  const fields = unit.layer.fields();
  const own = fields.findLast(({ name, value }) => name === 'id' && !String(value).includes('\0'));
  const field = own ?? fields.find((one) => one.name === 'last event id');
  return String(field?.value ?? '');
}

function has(unit: Unit, kind: string): boolean {
  return unit.layer.problems.some((problem) => problem.kind === kind);
}

/** Everything a unit says, for comparing two readings of the same bytes. */
function told(unit: Unit): unknown {
  const { layer, channel, isHeartbeat } = unit;
  const { summary, problems, inner } = layer;
  return [
    summary,
    layer.payload.text,
    problems,
    layer.fields(),
    inner?.payload.text,
    channel,
    isHeartbeat,
  ];
}

describe('dispatch, WHATWG HTML §9.2.6', () => {
  const rows: readonly [clause: string, stream: string, events: readonly Dispatched[]][] = [
    [
      'CR, LF and CRLF end lines; the last CR dispatches',
      'data:test\r\ndata\ndata:test\r\n\r',
      [['message', 'test\n\ntest', '']],
    ],
    [
      'data lines join with LF, one LF at the end is taken away',
      'data:\n\ndata\ndata\n\ndata:test\n\n',
      [
        ['message', '', ''],
        ['message', '\n', ''],
        ['message', 'test', ''],
      ],
    ],
    [
      'one space after the colon goes, a tab stays',
      'data:\ttest\rdata: \ndata:test\n\n',
      [['message', '\ttest\n\ntest', '']],
    ],
    [
      'the id sticks until another or an empty one',
      'id:1\ndata:a\n\ndata:b\n\nid\ndata:c\n\n',
      [
        ['message', 'a', '1'],
        ['message', 'b', '1'],
        ['message', 'c', ''],
      ],
    ],
    [
      'an id without data is kept, and nothing is dispatched',
      'id:2\n\ndata:a\n\n',
      [['message', 'a', '2']],
    ],
    ['an id that contains NUL is ignored', 'id:2\n\nid:3\0\ndata:a\n\n', [['message', 'a', '2']]],
    [
      'the type falls back to message after each block',
      'event:x\n\ndata:a\n\nevent:y\ndata:b\n\n',
      [
        ['message', 'a', ''],
        ['y', 'b', ''],
      ],
    ],
    [
      'the last event field counts, an empty one means message',
      'event:x\nevent:\ndata:a\n\n',
      [['message', 'a', '']],
    ],
    ['a block that the end cuts off is discarded', 'data:a\n\ndata:b\n', [['message', 'a', '']]],
    ['comments are ignored', ':\ndata:a\n:b\ndata:c\n\n', [['message', 'a\nc', '']]],
    ['one byte order mark at the start goes', '\uFEFFdata:a\n\n', [['message', 'a', '']]],
    [
      'a second one belongs to the field name',
      '\uFEFF\uFEFFdata:a\n\ndata:b\n\n',
      [['message', 'b', '']],
    ],
    [
      'one at the start of a later block belongs to the field name too',
      'data:a\n\n\uFEFFdata:b\n\ndata:c\n\n',
      [
        ['message', 'a', ''],
        ['message', 'c', ''],
      ],
    ],
    ['an id with NUL leaves the one before it', 'id:1\nid:2\0\ndata\n\n', [['message', '', '1']]],
    ['an id of spaces keeps all but one', 'id:  \ndata:a\n\n', [['message', 'a', ' ']]],
    [
      'names are case-sensitive, unknown ones are ignored',
      'Data:a\ndata :b\n data:c\ndata:d\n\n',
      [['message', 'd', '']],
    ],
    ['colons after the first belong to the value', 'data:a:b\n\n', [['message', 'a:b', '']]],
    ['NUL is data like any other', 'data:\0\n\n', [['message', '\0', '']]],
    [
      'bare CR alone',
      'event:x\rdata:a\r\rdata:b\r\r',
      [
        ['x', 'a', ''],
        ['message', 'b', ''],
      ],
    ],
    [
      'an LF after CR CR makes no second blank line',
      'data:a\r\r\ndata:b\n\n',
      [
        ['message', 'a', ''],
        ['message', 'b', ''],
      ],
    ],
    [
      'no other line end counts',
      'data:a\u2028b\x0bc\x85\n\n',
      [['message', 'a\u2028b\x0bc\x85', '']],
    ],
  ];

  it.each(rows)('%s', (_, stream, events) => {
    expect(dispatched(feed(encoder.encode(stream)))).toEqual(events);
  });

  it.each(rows)('%s: wherever the bytes are cut', (_, stream) => {
    const bytes = encoder.encode(`${stream}event:é€😀\r\ndata:é\r\n\r\n`);
    const whole = feed(bytes).map(told);
    for (let first = 0; first <= bytes.length; first += 1) {
      expect(feed(bytes, [first]).map(told)).toEqual(whole);
      for (let second = first; second <= bytes.length; second += 3) {
        expect(feed(bytes, [first, second]).map(told)).toEqual(whole);
      }
    }
    const everywhere = Array.from({ length: bytes.length }, (_, at) => at);
    expect(feed(bytes, everywhere).map(told)).toEqual(whole);
  });

  it('comes at once where a stream ends its lines with CR', () => {
    const session = sse.open(facts);
    const payload = Payload.ofText('data:a\rdata:b\r\r');
    const input = { direction: 'received', time: 0, payload, isPart: true } as const;
    expect(session.feed({ ...input, message: 0 })).toHaveLength(1);
  });
});

describe('retry', () => {
  it.each([
    ['retry:3000', 3000, []],
    ['retry: 010', 10, []],
    ['retry:99999999999999999999', 99999999999999999999n, []],
    ['retry:1000x', '1000x', ['bad-retry']],
    ['retry:', '', ['bad-retry']],
    ['retry:+5', '+5', ['bad-retry']],
    ['retry:  5', ' 5', ['bad-retry']],
    ['retry:١٢٣', '١٢٣', ['bad-retry']],
  ])('%s', (line, value, problems) => {
    const [unit] = feed(encoder.encode(`${line}\n\n`));
    expect(unit?.layer.fields()).toMatchObject([{ name: 'retry', value }]);
    expect(unit?.layer.problems.map((problem) => problem.kind)).toEqual(problems);
    expect(unit?.isHeartbeat).toBeUndefined();
  });
});

describe('units', () => {
  const summaries = (stream: string) =>
    feed(encoder.encode(stream)).map((unit) => unit.layer.summary);

  it.each([
    ['event:tick\nid:42\ndata:x\n\n', ['tick #42']],
    ['data:x\n\n', ['message']],
    [': keep-alive\n\n', [': keep-alive']],
    ['retry: 3000\n\n', ['retry 3000']],
    ['id:7\n\ndata:x\n\n', ['id 7', 'message #7']],
    ['event:x\n\n', ['event x']],
    ['\n', ['(blank line)']],
    [':a\n:b\n\ndata:x\n\n', [': a', ': b', 'message']],
    ['data:x\n:b\n\n', ['message']],
  ])('of %j are %j', (stream, expected) => {
    expect(summaries(stream)).toEqual(expected);
  });

  it('that only keep the connection alive are heart-beats', () => {
    const units = feed(encoder.encode(':\n\nretry:1\n\ndata:x\n\n\n'));
    expect(units.map((unit) => unit.isHeartbeat ?? false)).toEqual([true, false, false, true]);
  });

  it('do not wait for the next event where a server sends a comment line alone', () => {
    const session = sse.open(facts);
    const lines = [':\n', ':\n', 'data:x\n\n'].map((text, message) =>
      session.feed({
        message,
        direction: 'received',
        time: 0,
        payload: Payload.ofText(text),
        isPart: true,
      }),
    );
    expect(lines.map((units) => units.length)).toEqual([0, 1, 2]);
  });

  it('tie each line and the data to their bytes', () => {
    const stream = 'event: é\r\nid:1\r\n: c\r\ndata: {"a":1}\r\n\r\n';
    const [unit] = feed(encoder.encode(stream));
    const text = ({ range }: Pick<Field, 'range'>) =>
      new TextDecoder().decode(unit?.layer.payload.bytes.subarray(...range));
    expect(unit?.layer.fields().map((field) => [field.name, field.value, text(field)])).toEqual([
      ['event', 'é', 'event: é'],
      ['id', '1', 'id:1'],
      ['comment', 'c', ': c'],
      ['data', '{"a":1}', 'data: {"a":1}'],
    ]);
    const range = unit?.layer.inner?.range;
    expect(range && text({ range })).toBe('{"a":1}');
  });

  it('say what is ignored and what never arrived whole', () => {
    const kinds = (stream: string | Uint8Array) =>
      feed(typeof stream === 'string' ? encoder.encode(stream) : stream).map((unit) =>
        unit.layer.problems.map((problem) => `${problem.kind}@${problem.offset}`),
      );
    expect(kinds('data:x\nfoo: 1\n\n')).toEqual([['unknown-field@7']]);
    expect(kinds('id:a\0\ndata:x\n\n')).toEqual([['id-with-nul@0']]);
    expect(kinds('data:x\n')).toEqual([['incomplete@0']]);
    expect(kinds('data:x')).toEqual([['incomplete@0']]);
    expect(kinds(Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 10, 10))).toEqual([
      ['invalid-utf-8@5'],
    ]);
  });

  it('hand data on as text where it is UTF-8, U+FFFD included, else as bytes', () => {
    const isText = (...data: number[]) =>
      feed(Uint8Array.from([0x64, 0x61, 0x74, 0x61, 0x3a, ...data, 10, 10])).map(
        ({ layer }) => layer.inner?.payload.isText,
      );
    expect(isText(0xef, 0xbf, 0xbd)).toEqual([true]);
    expect(isText(0xef, 0xbf)).toEqual([false]);
  });

  it('that no event stream has are handed on', () => {
    const [unit] = feed(encoder.encode('{"error":\n"x"}\n'));
    expect(unit).toMatchObject({ isForeign: true });
    expect(unit?.layer.inner?.payload.text).toBe('{"error":\n"x"}\n');
  });

  it('leave the last event id alone where the end cuts them off', () => {
    const session = sse.open(facts);
    const input = { direction: 'received', time: 0, isPart: true } as const;
    session.feed({
      ...input,
      message: 0,
      payload: Payload.ofText('id:1\ndata:a\n\nid:2\ndata:b\n'),
    });
    expect(session.end().map((unit) => unit.layer.summary)).toEqual(['message #1']);
  });
});

describe('an EventSource message, parsed by the browser', () => {
  const [unit] = sse.open({ transport: 'eventsource', url: 'http://h/' }).feed({
    message: 3,
    direction: 'received',
    time: 0,
    payload: Payload.ofText('{"n":1}'),
    event: { type: 'tick', id: '42' },
  });

  it('has its type, its last event id and its data', () => {
    expect(unit?.layer.summary).toBe('tick #42');
    expect(unit?.channel).toEqual({ id: 'tick', name: 'tick', type: 'sse-event-type' });
    expect(unit?.layer.inner?.payload.text).toBe('{"n":1}');
    expect(unit?.sources).toEqual([{ message: 3, range: [0, 7] }]);
    expect(unit?.layer.fields().map(({ name, value }) => [name, value])).toEqual([
      ['event', 'tick'],
      ['last event id', '42'],
      ['data', '{"n":1}'],
    ]);
  });
});

describe('recognition', () => {
  it('goes by MIME type or EventSource', () => {
    expect(sse.claims(facts)?.reason).toBe('MIME type text/event-stream');
    expect(sse.claims({ transport: 'eventsource', url: '' })).toBeDefined();
    expect(sse.claims({ transport: 'fetch', url: '', mime: 'text/plain' })).toBeUndefined();
  });

  it.each(['data: x\n\n', ': hi\n\ndata:x\n\n', 'event:a\r\ndata:b\r\n\r\n', 'id:1\rdata:x\r\r'])(
    'goes by content %j',
    (text) => {
      expect(sse.sniffs(Payload.ofText(text), 'received')).toBeDefined();
      expect(sse.sniffs(Payload.ofBytes(encoder.encode(text)), 'received')).toBeDefined();
    },
  );

  it.each(['', 'data', 'data: x', 'data: x\nhello', ':)\n:(', ': hi\n\n', 'date: x\n\n'])(
    'leaves %j alone',
    (text) => {
      expect(sse.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
    },
  );
});

describe('beside eventsource-parser 3.1.1', () => {
  const line = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('data', 'event', 'id', 'x', ''),
        fc.constantFrom(':', ': ', ':  '),
        fc.constantFrom('', 'a', 'é€😀', 'b:c'),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('data', 'event', 'id', ''),
  );
  const stream = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 14 })
    .map((lines) => lines.map((parts) => parts.join('')).join(''));

  /** Its events, with the id made sticky as §9.2.6 says: the library leaves that to its caller. */
  function oracle(text: string): readonly Dispatched[] {
    const events: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (event) => events.push(event) });
    parser.feed(text);
    return events.map((event) => [event.event || 'message', event.data, event.id ?? '']);
  }

  it('finds the same events', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 4 }), (text, cuts) => {
        const bytes = encoder.encode(text);
        const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
        const ours = dispatched(feed(bytes, places));
        const theirs = oracle(text);
        expect(ours.map(([type, data]) => [type, data])).toEqual(
          theirs.map(([type, data]) => [type, data]),
        );
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    [
      '§9.2.6 keeps the last event id for events without one',
      'id:1\ndata:a\n\ndata:b\n\n',
      ['1', '1'],
      ['1', ''],
    ],
    ['§9.2.6 commits an id that comes without data', 'id:1\n\ndata:b\n\n', ['1'], ['']],
    ['§9.2.5 lets a CR at the very end dispatch', 'data:a\r\n\r', [''], []],
  ])('differs where %s', (_, text, ours, theirs) => {
    expect(dispatched(feed(encoder.encode(text))).map((event) => event[2])).toEqual(ours);
    expect(oracle(text).map((event) => event[2])).toEqual(theirs);
  });
});
