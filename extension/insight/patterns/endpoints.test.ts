import { describe, expect, test } from 'vitest';
import { endpointOf } from './endpoint.ts';
import { stableKey, volatileParameters } from './volatile.ts';

const history = (...queries: readonly string[]) =>
  queries.map((query) => endpointOf('GET', `http://localhost/api?${query}`).parameters);

const repeat = (count: number, query: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => query(index));

describe('an endpoint', () => {
  test.each([
    ['GET', 'http://h/a?x=1', 'GET http://h/a', '/a'],
    ['POST', 'https://h:8443/a/b#c', 'POST https://h:8443/a/b', '/a/b'],
    ['GET', 'not a url', 'GET not a url', 'not a url'],
    ['GET', 'data:text/plain,x', 'GET nulltext/plain,x', 'text/plain,x'],
  ])('%s %s is %s', (method, url, key, path) => {
    expect(endpointOf(method, url)).toMatchObject({ key, path });
  });

  test('joins the values of a repeated parameter', () => {
    expect([...endpointOf('GET', 'http://h/?a=1&b=2&a=3').parameters]).toEqual([
      ['a', '1,3'],
      ['b', '2'],
    ]);
  });
});

describe('parameters that move on', () => {
  test.each([
    ['a time stamp', repeat(6, (i) => `_=${1000 + i * 7}`), ['_']],
    [
      'a cursor that stands still most of the time',
      repeat(12, (i) => `since=${i >> 2}`),
      ['since'],
    ],
    ['a token that changes', ['t=a1f', 't=a1f', 't=b2e', 't=c3d'], ['t']],
    ['a parameter that appears later', ['', '', 'cursor=4', 'cursor=9'], ['cursor']],
    ['two together', repeat(6, (i) => `since=${i >> 1}&_=${i * 31}`), ['since', '_']],
    [
      'a cursor for each of two topics',
      repeat(12, (i) => `topic=${i % 2 ? 'a' : 'b'}&since=${(i % 2) * 50 + (i >> 2)}`),
      ['since'],
    ],
    [
      'a time stamp for each of two topics',
      repeat(12, (i) => `topic=${'ab'[i % 2]}&_=${i}`),
      ['_'],
    ],
  ])('%s', (_, queries, moving) => {
    expect([...volatileParameters(history(...queries))].sort()).toEqual([...moving].sort());
  });

  test.each([
    ['one value', repeat(6, () => 'topic=a')],
    ['two topics side by side', repeat(8, (i) => `topic=${'ab'[i % 2]}`)],
    ['rooms by number, side by side', repeat(12, (i) => `room=${i % 3}`)],
    ['a topic, then another', ['topic=a', 'topic=a', 'topic=a', 'topic=b', 'topic=b']],
    ['nothing', ['', '']],
  ])('are not %s', (_, queries) => {
    expect([...volatileParameters(history(...queries))]).toEqual([]);
  });

  test('are left out of what tells channels apart', () => {
    const [parameters = new Map()] = history('topic=a&since=4&room=1');
    expect(stableKey(parameters, new Set(['since']))).toBe('topic=a&room=1');
  });
});
