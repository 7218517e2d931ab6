import { expect, test } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { copyText } from './copy.ts';
import { decoded } from './layers.fixture.ts';
import type { Subject } from './subject.ts';
import { valueText } from './values.ts';

const TEXT = '{"id":9007199254740993,"ok":true}';
const record = decoded(TEXT);

const subject: Subject = {
  key: 'record 0',
  connection: {
    id: 'c1',
    transport: 'websocket',
    url: 'ws://host/',
    openedAt: 0,
    witness: 'page',
    state: 'open',
    messages: { sent: 0, received: 1 },
    bytes: { sent: 0, received: TEXT.length },
  },
  payload: Payload.ofText(TEXT),
  layers: record.layers,
  recognitions: record.recognitions,
};

test('the payload is copied as it was, as hex or as base64', () => {
  expect(copyText(subject, 'text')).toBe(TEXT);
  expect(copyText(subject, 'hex')).toMatch(/^7b 22 69 64 22 3a 39 /);
  expect(copyText(subject, 'base64')).toBe(btoa(TEXT));
});

test('decoded layers are copied as JSON, large integers exact', () => {
  expect(JSON.parse(copyText(subject, 'decoded'))).toMatchObject([
    {
      protocol: 'json',
      fields: [
        { name: 'id', value: '9007199254740993' },
        { name: 'ok', value: true },
      ],
    },
  ]);
});

test.each([
  ['two\nlines', true, '"two\\nlines"'],
  ['two\nlines', false, 'two\nlines'],
  [12n, true, '12'],
  [null, true, 'null'],
])('the value %s, quoted: %s, reads %s', (value, isQuoted, text) => {
  expect(valueText(value, isQuoted)).toBe(text);
});
