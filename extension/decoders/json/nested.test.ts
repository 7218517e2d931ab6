import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field } from '../contract.ts';
import { JsonLayer } from './layer.ts';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const base64Url = (content: string) => Buffer.from(content).toString('base64url');

function fieldOf(value: unknown): Field {
  const [field] = new JsonLayer(Payload.ofText(JSON.stringify({ a: value }))).fields();
  if (!field) throw new Error('no field');
  return field;
}

/** Names and values, branches without a value as lists. */
function told(fields: readonly Field[] = []): unknown {
  return fields.map(({ name, value, children }) =>
    value !== undefined && !children ? [name, value] : [name, told(children)],
  );
}

const TOKEN = [{ alg: 'HS256' }, { sub: 'kim' }]
  .map((part) => base64Url(JSON.stringify(part)))
  .concat('c2lnbmF0dXJl')
  .join('.');
const PNG = base64(
  Uint8Array.of(
    ...[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
    ...[0, 0, 0, 2, 0, 0, 0, 3, 8, 6, 0, 0, 0, 1, 2, 3, 4],
  ),
);

describe('a string', () => {
  it.each([
    ['JSON', '{"b":1}', 'JSON in a string', [['JSON', [['b', 1]]]]],
    ['JSON in base64', base64('{"b":1}'), 'base64 of JSON', [['JSON', [['b', 1]]]]],
    ['JSON in base64url', base64Url('{"b":"?>~ÿ"}'), 'base64 of JSON', [['JSON', [['b', '?>~ÿ']]]]],
    [
      'gzip in base64',
      base64(gzipSync('{"b":1}')),
      'base64 of gzip',
      [['gzip', [['JSON', [['b', 1]]]]]],
    ],
    [
      'zlib in base64',
      base64(deflateSync('hello')),
      'base64 of zlib',
      [['zlib', [['text', 'hello']]]],
    ],
    [
      'a token',
      TOKEN,
      'JSON Web Token',
      [
        [
          'JWT',
          [
            ['header', [['alg', 'HS256']]],
            ['claims', [['sub', 'kim']]],
          ],
        ],
      ],
    ],
    ['an image', PNG, 'base64 of PNG', [['PNG', '2 × 3 pixels, 33 bytes']]],
    [
      'an image in a data URL',
      `data:image/png;base64,${PNG}`,
      'base64 of PNG',
      [['PNG', '2 × 3 pixels, 33 bytes']],
    ],
    [
      'JSON in JSON in JSON',
      JSON.stringify({ c: '{"d":2}' }),
      'JSON in a string',
      [['JSON', [['c', [['JSON', [['d', 2]]]]]]]],
    ],
  ])('may hold %s', (_, value, note, expected) => {
    const field = fieldOf(value);
    expect(field).toMatchObject({ value, note });
    expect(told(field.children)).toEqual(expected);
  });

  it('lends its bytes to what lies in it', () => {
    const field = fieldOf('{"b":{"c":1}}');
    const [json] = field.children ?? [];
    expect(json?.range).toEqual(field.range);
    const at = field.range[0];
    expect(json?.children?.[0]).toMatchObject({ name: 'b', range: [at, at] });
    expect(json?.children?.[0]?.children?.[0]).toMatchObject({ name: 'c', range: [at, at] });
  });

  it('is followed four deep and no further', () => {
    let text = '{"x":1}';
    for (let level = 0; level < 6; level += 1) text = JSON.stringify({ x: text });
    let depth = 0;
    for (let field: Field | undefined = fieldOf(text); field; field = field.children?.[0])
      if (field.name === 'JSON') depth += 1;
    expect(depth).toBe(4);
  });
});

/** What people send in strings that only looks like something. */
const LOOK_ALIKES = [
  '',
  'deadbeef',
  'deadbeefdeadbeefdeadbeefdeadbeef',
  '12345678',
  '1234567890123456',
  '550e8400-e29b-41d4-a716-446655440000',
  '550e8400e29b41d4a716446655440000',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'password',
  'Authorization',
  'applicationJson',
  'TheQuickBrownFox',
  'eyJ',
  'eyJub3QganNvbg==',
  'e30=',
  'WzFd',
  'W10=',
  'H4sI',
  'H4sIsomethingelse',
  'eJxthisisnotzlibdata',
  'eNowTheWorldKnows',
  'iVBORw0KGgo=',
  '/9j/4AAQSkZJRg==',
  'R0lGODlh',
  'JVBERi0xLjQ=',
  'aGVsbG8gd29ybGQ=',
  'SGVsbG8sIFdvcmxkIQ==',
  'www.example.org',
  'eyebrow.example.org',
  'a.b.c',
  '1.2.3',
  '{}',
  '[]',
  '{not json}',
  '[12:01] hello',
  '{{template}}',
  '[object Object]',
  '2026-11-20T12:00:00Z',
  'data:text/plain,hello',
  'data:text/plain;base64,aGVsbG8=',
  'AAAAAAAAAAAAAAAA',
  'user_1234567890',
  'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
];

describe('a look-alike', () => {
  it.each(LOOK_ALIKES)('%j stays text', (text) => {
    expect(fieldOf(text)).not.toHaveProperty('children');
    expect(fieldOf(text)).not.toHaveProperty('note');
  });

  it('made at random stays text: hex, letters and base64 of noise', () => {
    const noise = fc.uint8Array({ minLength: 6, maxLength: 48 });
    const text = fc.oneof(
      noise.map(base64),
      noise.map((bytes) => Buffer.from(bytes).toString('hex')),
      fc.stringMatching(/^[A-Za-z]{1,40}$/),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(fieldOf(value)).not.toHaveProperty('children');
      }),
      { numRuns: 3000 },
    );
  });
});
