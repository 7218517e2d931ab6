import { describe, expect, test } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Message } from '../../journal/message.ts';
import { decoded, STOMP_WITH_JSON } from '../detail/layers.fixture.ts';
import { describeMessage, describeRecord, escaped } from './describe.ts';

const message: Message = {
  number: 0,
  connection: 'c1',
  position: 0,
  time: 0,
  direction: 'received',
  type: 'text',
  size: 10,
  truncated: false,
  discarded: false,
  content: 'text',
};
const answered: Connection = {
  id: 'c1',
  transport: 'fetch',
  method: 'POST',
  url: 'http://host/',
  openedAt: 0,
  witness: 'page',
  state: 'closed',
  status: 404,
  messages: { sent: 1, received: 1 },
  bytes: { sent: 0, received: 0 },
};
const record = {
  ...decoded(STOMP_WITH_JSON, 'v12.stomp'),
  number: 0,
  connection: 'c1',
  channelId: undefined,
};

describe('a record', () => {
  test('is told by its outermost layer, with what is inside after it', () => {
    const description = describeRecord(record, undefined, message);
    expect(description).toMatchObject({
      protocol: 'stomp',
      summary: 'MESSAGE /topic/a',
      isBad: false,
    });
    expect(description.inner).toContain('from: "kim"');
  });

  test('is marked where a layer has a problem, but is not read to its end where it is long', () => {
    const [layer] = record.layers;
    if (!layer) throw new Error('no layer');
    const problems = [{ kind: 'truncated', offset: 0, reason: 'The text ends here.' }];
    const bad = { ...record, layers: [{ ...layer, fields: () => [], problems }] };
    expect(describeRecord(bad, undefined, message).isBad).toBe(true);
    const long = { ...bad, sources: [{ message: 0, range: [0, 1_000_000] as const }] };
    expect(describeRecord(long, undefined, message).isBad).toBe(false);
  });

  test('of an answer begins with the status, and is marked where that is an error', () => {
    const description = describeRecord(record, answered, { ...message, type: 'response' });
    expect(description).toMatchObject({ lead: '404', isBad: true });
  });

  test('of a request body begins with the method', () => {
    const description = describeRecord(record, answered, { ...message, type: 'request' });
    expect(description).toMatchObject({ lead: 'POST', isBad: false });
  });

  test('of an answer without a body says so', () => {
    const empty = { ...message, type: 'response', size: 0 } as const;
    const connection = { ...answered, status: 304 };
    expect(describeRecord(record, connection, empty)).toMatchObject({
      protocol: 'HTTP',
      lead: '304',
      summary: 'no content',
    });
  });
});

test('a layer that says what the one around it said is not said twice', () => {
  const [outer] = record.layers;
  if (!outer) throw new Error('no layer');
  const twice = { ...record, layers: [outer, outer, ...record.layers.slice(1)] };
  expect(describeRecord(twice, undefined, message)).toEqual(
    describeRecord(record, undefined, message),
  );
});

describe('a raw message', () => {
  test.each([
    ['text', message, Payload.ofText('a\nb\0'), 'a\\nb\\0'],
    ['bytes', message, Payload.ofBytes(new Uint8Array([1, 255])), '01 ff'],
    ['nothing yet', { ...message, content: 'pending' }, undefined, 'still being read in the page'],
    ['nothing any more', message, undefined, 'dropped: the journal was full'],
    [
      'nothing at all',
      { ...message, content: 'missing', reason: 'FormData' },
      undefined,
      'not captured: FormData',
    ],
  ] as const)('with %s', (_, of, payload, summary) => {
    expect(describeMessage(of, undefined, payload).summary).toBe(summary);
  });
});

test('control characters are shown as JavaScript writes them', () => {
  expect(escaped('\0\t\r\n\u001e\u0085')).toBe('\\0\\t\\r\\n\\x1e\\x85');
});
