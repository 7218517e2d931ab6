import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaptureEvent, ConnectionChange, Content } from '../../contract/capture.ts';
import { END_STATES, MESSAGE_TYPES, TRANSPORTS } from '../../contract/words.ts';
import { Derivation } from '../../insight/derivation.ts';
import { Journal } from '../../journal/journal.ts';
import type { LogLine, MessageLine } from './lines.ts';
import { type Log, readLog } from './read.ts';
import schema from './schema.json' with { type: 'json' };
import { type LogFacts, writeLog } from './write.ts';

const FACTS: LogFacts = {
  startedAt: 1795160000000.25,
  endedAt: 1795160009000.5,
  page: 'http://localhost/',
  browser: 'Chromium/156',
};

const fits = new Ajv2020({ strict: false }).compile(schema);

function written(events: Iterable<CaptureEvent>, facts: LogFacts = FACTS): string[] {
  const journal = new Journal();
  for (const event of events) journal.take(event);
  const derivation = new Derivation(journal);
  derivation.advance(facts.endedAt);
  return [...writeLog(journal, derivation, facts)];
}

/** What the decode command does. */
async function rewritten(lines: readonly string[]): Promise<string[]> {
  const log = await readLog(lines);
  return written(log.events(), { ...factsOf(log), unknown: log.unknown });
}

function factsOf({ header, end }: Log): LogFacts {
  return {
    startedAt: header?.startedAt ?? 0,
    endedAt: end?.time ?? 0,
    ...(header?.page !== undefined && { page: header.page }),
    ...(header?.browser !== undefined && { browser: header.browser }),
  };
}

const parsed = (lines: readonly string[]): LogLine[] => lines.map((line) => JSON.parse(line));

const isDerived = ({ kind }: LogLine) => kind === 'record' || kind === 'channel';

const seen = (connection: string, more: object = {}): CaptureEvent => ({
  kind: 'seen',
  connection,
  transport: 'websocket',
  url: 'ws://localhost/',
  openedAt: 1795160000001.125,
  witness: 'page',
  ...more,
});

const message = (connection: string, position: number, content: Content, more: object = {}) =>
  ({
    kind: 'message',
    connection,
    position,
    time: 1795160001000 + position + 0.375,
    direction: 'received',
    type: 'text',
    size: 5,
    content,
    ...more,
  }) as const satisfies CaptureEvent;

const text = (value: string): Content => ({ kind: 'text', text: value });

const SAMPLE: readonly CaptureEvent[] = [
  seen('c1', { protocols: ['v12.stomp'] }),
  {
    kind: 'changed',
    connection: 'c1',
    change: { state: 'open', protocol: 'v12.stomp', respondedAt: 1795160000002 },
  },
  message('c1', 0, text('CONNECT\naccept-version:1.2\n\n\0'), { direction: 'sent' }),
  message('c1', 1, text('MESSAGE\ndestination:/topic/room1\n'), { type: 'text' }),
  message('c1', 2, text('message-id:1\nsubscription:0\n\n{"big":9007199254740993}\0')),
  message('c1', 1.5, { kind: 'missing', reason: 'read failed' }),
  seen('c2', { transport: 'fetch', method: 'GET', url: 'http://localhost/api/long-poll' }),
  message('c1', 7, { kind: 'binary', bytes: Uint8Array.of(1, 2, 3, 4) }, { type: 'binary' }),
  message('c1', 8, { kind: 'pending' }),
  message('c1', 9, text('x'), { truncated: true, size: 1000, discarded: true }),
  { kind: 'loss', reason: 'missing', count: 3 },
  { kind: 'loss', reason: 'droppedConnections', count: 2 },
];

describe('a log', () => {
  test('has every line that the design names, and each fits the schema', () => {
    const lines = parsed(written(SAMPLE));
    for (const line of lines) expect(fits(line), JSON.stringify(fits.errors)).toBe(true);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(
      new Set(['log', 'connection', 'message', 'record', 'channel', 'end']),
    );
    expect(lines[0]).toEqual({
      kind: 'log',
      format: 'pushscope',
      version: 1,
      startedAt: FACTS.startedAt,
      page: FACTS.page,
      browser: FACTS.browser,
    });
    expect(lines.at(-1)).toMatchObject({
      kind: 'end',
      connections: 2,
      messages: 7,
      dropped: 0,
      truncated: 1,
      missing: 3,
      droppedConnections: 2,
      uncaptured: 1,
    });
  });

  test('numbers the messages of a connection from 0 in the order of their positions', () => {
    const lines = parsed(written(SAMPLE)).filter(({ kind }) => kind === 'message');
    const indices = (lines as MessageLine[]).map(({ index }) => index);
    expect(indices).toEqual([0, 1, 3, 2, 4, 5, 6]);
  });

  test('says what became of each payload', () => {
    const bodies = parsed(written(SAMPLE)).flatMap((line) => {
      if (line.kind !== 'message') return [];
      const { text, base64, missing, pending, truncated, discarded } = line;
      return [{ text, base64, missing, pending, truncated, discarded }];
    });
    expect(bodies.slice(3)).toEqual([
      { missing: 'read failed' },
      { base64: 'AQIDBA==' },
      { pending: true },
      { text: 'x', truncated: true, discarded: true },
    ]);
  });

  test('marks a request that is held', () => {
    expect(parsed(written(SAMPLE))).toContainEqual(
      expect.objectContaining({
        kind: 'connection',
        id: 'c2',
        state: 'holding',
        pattern: 'request',
      }),
    );
  });

  test('is the same when it was read and written again', async () => {
    const lines = written(SAMPLE);
    const log = await readLog(lines);
    expect(log.problems).toEqual([]);
    expect(await rewritten(lines)).toEqual(lines);
  });

  test('keeps fields that it does not know', async () => {
    const lines = parsed(written(SAMPLE)).map((line) =>
      isDerived(line) ? line : { ...line, 'x-note': { by: line.kind } },
    );
    const again = parsed(await rewritten(lines.map((line) => JSON.stringify(line))));
    expect(again).toEqual(lines);
  });

  test('can be derived afresh from its messages alone', async () => {
    const lines = written(SAMPLE);
    const bare = lines.filter((line) => !isDerived(JSON.parse(line)));
    expect(bare.length).toBeLessThan(lines.length);
    expect(await rewritten(bare)).toEqual(lines);
  });
});

describe('reading', () => {
  const problems = async (lines: readonly string[]) => (await readLog(lines)).problems;
  const lines = written(SAMPLE);

  test('says when the file was cut off', async () => {
    const log = await readLog(lines.slice(0, -1));
    expect(log.end).toBeUndefined();
    expect(log.problems).toEqual([
      { line: lines.length - 1, reason: 'The file was cut off: it has no end line.' },
    ]);
    expect(log.messages).toHaveLength(7);
  });

  test('says when an empty file is no log', async () => {
    expect(await problems([])).toHaveLength(1);
  });

  test('takes a connection line that comes after its messages, and empty lines', async () => {
    const [header = '', connection = '', ...rest] = lines;
    const end = rest.pop() ?? '';
    const late = [header, ...rest, '\r\n', connection, '', end];
    expect(await problems(late)).toEqual([]);
    expect((await readLog(late)).messages).toHaveLength(7);
  });

  test('takes lines as they come from a stream', async () => {
    async function* stream() {
      for (const line of lines) yield line.trimEnd();
    }
    expect((await readLog(stream())).problems).toEqual([]);
  });

  test.each([
    ['{"kind":"message"', /not JSON/],
    ['[1]', /not a JSON object/],
    ['{"kind":"finding"}', /kind "finding" is not known/],
    ['{"kind":"__proto__"}', /not known/],
    ['{"kind":"connection","id":"c9"}', /required property/],
    [
      '{"kind":"message","connection":"c1","index":-1,"time":1,"direction":"sent","type":"text","size":1,"text":""}',
      /index/,
    ],
    [
      '{"kind":"message","connection":"c1","index":9,"time":1,"direction":"sent","type":"text","size":1}',
      /does not fit/,
    ],
    [
      '{"kind":"message","connection":"c1","index":9,"time":1,"direction":"sent","type":"text","size":1,"text":"","base64":""}',
      /does not fit/,
    ],
    [
      '{"kind":"message","connection":"c7","index":0,"time":1,"direction":"sent","type":"text","size":1,"text":""}',
      /c7 .* not in the file/,
    ],
    ['{"kind":"log","format":"pushscope","version":1,"startedAt":1}', /second log/],
    ['{"kind":"log","format":"pushscope","version":2,"startedAt":1}', /version/],
  ])('reports %s with its line', async (line, reason) => {
    const found = await problems([...lines.slice(0, 3), line, ...lines.slice(3)]);
    expect(found).toEqual([{ line: 4, reason: expect.stringMatching(reason) }]);
  });

  test('reports what the end line counts otherwise, and what follows it', async () => {
    const [header = '', ...rest] = lines.filter((line) => !line.includes('"index":4'));
    expect(await problems([header, ...rest, rest.at(-2) ?? ''])).toEqual([
      { line: rest.length + 2, reason: 'The line comes after the end of the log.' },
      { line: rest.length + 2, reason: 'The end line announces 7 messages; 6 were read.' },
    ]);
  });

  test('reports a log without its first line', async () => {
    expect(await problems(lines.slice(1))).toEqual([
      { line: 1, reason: 'The file does not begin with a log line.' },
    ]);
  });

  test('never throws, whatever the lines are', async () => {
    const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...lines));
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (some) => {
        const log = await readLog(some);
        expect([...log.events()]).toBeDefined();
      }),
    );
  });
});

describe('any recording', () => {
  const label = fc.string({ maxLength: 12 });
  const wild = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 });
  const time = fc.double({ min: 1.7e12, max: 1.9e12, noNaN: true });
  const count = fc.nat(100_000);
  const headers = fc.array(fc.tuple(label, label), { maxLength: 3 });
  const content: fc.Arbitrary<Content> = fc.oneof(
    // Any UTF-16 units, lone surrogates among them.
    wild.map((units) => text(String.fromCharCode(...units))),
    fc.json().map(text),
    fc.uint8Array().map((bytes): Content => ({ kind: 'binary', bytes })),
    label.map((reason): Content => ({ kind: 'missing', reason })),
    fc.constant<Content>({ kind: 'pending' }),
  );
  const change: fc.Arbitrary<ConnectionChange> = fc.record(
    {
      state: fc.constantFrom('connecting', 'open', ...END_STATES),
      protocol: fc.constantFrom('v12.stomp', 'odd'),
      respondedAt: time,
      closedAt: time,
      status: fc.constantFrom(200, 204, 304, 500),
      statusText: label,
      requestHeaders: headers,
      responseHeaders: fc.oneof(
        headers,
        fc.constantFrom([['content-type', 'text/event-stream']] as const),
      ),
      headerBytes: fc.record({ sent: count, received: count }, { noNullPrototype: true }),
      attempt: count,
      close: fc.record(
        { code: fc.constantFrom(1000, 1006), reason: label, wasClean: fc.boolean() },
        { noNullPrototype: true },
      ),
      closedByPage: fc.boolean(),
      error: label,
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const id = fc.nat(3).map((number) => `c${number}`);
  const event: fc.Arbitrary<CaptureEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('changed' as const),
      connection: id,
      change,
    }),
    fc.record({
      kind: fc.constant('message' as const),
      connection: id,
      position: fc.nat(20).map((half) => half / 2),
      time,
      direction: fc.constantFrom('sent', 'received'),
      type: fc.constantFrom(...MESSAGE_TYPES),
      size: count,
      content,
      truncated: fc.boolean(),
      discarded: fc.boolean(),
    }),
  );
  const opening = fc.tuple(
    ...[0, 1, 2, 3].map((number) =>
      fc.constantFrom(...TRANSPORTS).map((transport) => seen(`c${number}`, { transport })),
    ),
  );
  const recording = fc
    .tuple(opening, fc.array(event, { maxLength: 30 }))
    .map(([first, rest]): CaptureEvent[] => [...first, ...rest]);

  test('gives lines that fit the schema, by two validators', async () => {
    await fc.assert(
      fc.asyncProperty(recording, async (events) => {
        const lines = written(events);
        for (const line of lines) expect(fits(JSON.parse(line)), line).toBe(true);
        expect((await readLog(lines)).problems).toEqual([]);
      }),
    );
  });

  test('is the same when it was written, read and written again', async () => {
    await fc.assert(
      fc.asyncProperty(recording, async (events) => {
        const lines = written(events);
        expect(await rewritten(lines)).toEqual(lines);
      }),
    );
  });
});
