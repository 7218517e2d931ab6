import { describe, expect, it } from 'vitest';
import type { Transport } from '../contract/words.ts';
import { Journal } from '../journal/journal.ts';
import { requestSampleOf } from './request-sample.ts';

/** A request whose answer is this text, as pattern recognition sees it. */
function sampleOf(transport: Transport, text: string) {
  const journal = new Journal();
  const connection = 'c1';
  const url = 'http://h/poll?callback=cb';
  journal.take({ kind: 'seen', connection, transport, url, openedAt: 1, witness: 'browser' });
  journal.take({
    kind: 'message',
    connection,
    position: 0,
    time: 2,
    direction: 'received',
    type: 'response',
    size: text.length,
    content: { kind: 'text', text },
  });
  journal.take({
    kind: 'changed',
    connection,
    change: { state: 'closed', status: 200, closedAt: 2 },
  });
  const known = journal.connections.get(connection);
  return known && requestSampleOf(journal, known);
}

describe('an answer by script tag', () => {
  it.each([
    ['cb1({"messages":[],"cursor":7});', true],
    ['/**/cb1();', true],
    ['cb1({"messages":[1]});', false],
    ['var a = [];', false],
  ])('%s brings nothing new: %s', (text, isEmpty) => {
    expect(sampleOf('script', text)).toMatchObject({ outcome: 'answered', isEmpty });
  });

  it('is the same as another one that calls another function with the same', () => {
    const [one, two, other] = ['a({"n":1})', 'bc({"n":1});', 'a({"n":2})'].map((text) =>
      sampleOf('script', text),
    );
    expect(one?.digest).toBe(two?.digest);
    expect(one?.digest).not.toBe(other?.digest);
  });

  it('is a call only where a script tag asked for it', () => {
    expect(sampleOf('fetch', 'cb1([])')?.isEmpty).toBe(false);
  });
});

it.each([
  ['document', true],
  ['eventsource', false],
  ['websocket', false],
] as const)('a %s makes single requests: %s', (transport, isSingle) => {
  expect(sampleOf(transport, 'ok') !== undefined).toBe(isSingle);
});
