import { expect, it } from 'vitest';
import { LIMITS } from '../../contract/limits.ts';
import { readBody, restOf } from './body.ts';

const text = (content: string) => async () => ({ content, encoding: '' });
const base64 = (content: string) => async () => ({ content, encoding: 'base64' });
const nothing = async () => undefined;
const failure = () => Promise.reject(new Error('gone'));

it.each([
  ['text', text('é'), 2, { size: 2, content: { kind: 'text', text: 'é' } }],
  [
    'bytes',
    base64('AP8='),
    2,
    { size: 2, content: { kind: 'binary', bytes: Uint8Array.of(0, 255) } },
  ],
  ['no bytes', text(''), 0, { size: 0, content: { kind: 'text', text: '' } }],
  ['no bytes, and the log has let go of them', nothing, 0, { size: 0, content: { text: '' } }],
  ['bytes that the log has let go of', nothing, 9, { size: 9, content: { kind: 'missing' } }],
  ['bytes that the log cannot give', failure, 9, { size: 9, content: { kind: 'missing' } }],
  ['bytes that the log never kept', text(''), 9, { size: 9, content: { kind: 'missing' } }],
  ['garbled bytes', base64('?'), 9, { size: 9, content: { kind: 'missing' } }],
])('a body of the log: %s', async (_, ask, size, expected) => {
  expect(await readBody(ask, size)).toMatchObject(expected);
});

it('a body beyond the limit is not even asked for', async () => {
  const ask = () => Promise.reject(new Error('asked for all the same'));
  const body = await readBody(ask, LIMITS.payload + 1);
  expect(body).toMatchObject({
    size: LIMITS.payload + 1,
    content: { reason: expect.stringContaining('limit') },
  });
});

it.each([
  ['of bytes', { size: 3, content: { kind: 'binary', bytes: Uint8Array.of(7, 8, 9) } }, 3, [8, 9]],
  ['of text', { size: 3, content: { kind: 'text', text: 'aé' } }, 3, [0xc3, 0xa9]],
  ['of text in another encoding', { size: 3, content: { kind: 'text', text: 'aé' } }, 2, undefined],
  ['out of reach', { size: 3, content: { kind: 'missing', reason: 'gone' } }, 3, undefined],
] as const)('the rest of a body %s', (_, body, size, bytes) => {
  const content = bytes ? { kind: 'binary', bytes: Uint8Array.from(bytes) } : { kind: 'missing' };
  expect(restOf(body, 1, size)).toMatchObject({ size: size - 1, content });
});
