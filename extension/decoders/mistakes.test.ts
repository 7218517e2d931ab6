import { expect, test } from 'vitest';
import { Mistakes } from './mistakes.ts';
import { mqtt } from './mqtt/decoder.ts';
import type { Choice } from './recognise.ts';
import { stomp } from './stomp/decoder.ts';

const declared: Choice = { decoder: stomp, recognition: { by: 'url', reason: 'x' } };
const looks: Choice = { decoder: mqtt, recognition: { by: 'content', reason: 'y' } };

test('mistakes have their places, and count once', () => {
  const mistakes = new Mistakes();
  for (const place of ['', '/sockjs a', '']) mistakes.add(place, declared);
  mistakes.add('', looks);
  expect(mistakes.at('')).toEqual(new Set(['declared stomp', 'content mqtt']));
  expect(mistakes.at('/sockjs a')).toEqual(new Set(['declared stomp']));
  expect(mistakes.at('/sockjs b')).toEqual(new Set());
  expect(mistakes.count).toBe(3);
});

test('those that are known stay as they are while others are added', () => {
  const known = new Mistakes();
  known.add('', declared);
  const mistakes = new Mistakes(known);
  mistakes.add('', looks);
  expect([known.count, mistakes.count]).toEqual([1, 2]);
});

test('there is an end to what is read again', () => {
  const mistakes = new Mistakes();
  for (let channel = 0; channel < 1000; channel += 1) mistakes.add(`/sse ${channel}`, declared);
  expect(mistakes.count).toBe(10);
});
