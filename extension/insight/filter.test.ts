import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { type Filter, matchesRecord, parseFilter } from './filter.ts';
import type { JournalRecord } from './record.ts';

function good(text: string): Filter {
  const filter = parseFilter(text);
  if (filter.kind === 'error') throw new Error(filter.reason);
  return filter;
}

describe('a filter of plain text', () => {
  test.each([
    ['room1', 'MESSAGE /topic/Room1', true],
    ['from kim', 'from: kim', false],
    ['a.b', 'aXb', false],
    ['(', 'f(x)', true],
    ['/topic', '/topic/room1', true],
    ['', 'anything', true],
    ['  kim ', 'kim', true],
    ['ÄRGER', 'ärger', true],
    ['[{"a":1}]', 'data [{"A":1}]', true],
  ])('%j in %j: %s', (text, subject, expected) => {
    expect(good(text).matches(subject)).toBe(expected);
  });

  test('finds any text in itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/^\s*\/.+\/[a-z]*\s*$/s.test(text));
        expect(good(text).matches(`x${text}y`)).toBe(true);
      }),
    );
  });
});

describe('a filter that is an expression', () => {
  test.each([
    ['/^MESSAGE .*room\\d+$/', 'MESSAGE /topic/room17', true],
    ['/kim/', 'Kim', false],
    ['/kim/i', 'Kim', true],
    ['/a.b/s', 'a\nb', true],
    ['/(tick|notice) #\\d/', 'notice #3', true],
    ['/(?:GET|POST)+/', 'POST', true],
    ['/[)*+(]/', '+', true],
    ['/a{2,3}/', 'aa', true],
  ])('%s on %j: %s', (text, subject, expected) => {
    expect(good(text).matches(subject)).toBe(expected);
  });

  test.each([
    ['/(/', /group/i],
    ['/[z-a]/', /range/i],
    ['/a/gx', /flag/],
    ['/(a+)+$/', /for ever/],
    ['/((a*)b?)*c/', /for ever/],
    ['/(a|aa)+$/', /for ever/],
    ['/(\\w|\\d)*x/', /for ever/],
    ['/(?<n>.+,?){2,}z/', /for ever/],
  ])('%s is refused with a reason, and found word for word instead', (text, reason) => {
    const filter = parseFilter(text);
    expect(filter.kind).toBe('error');
    if (filter.kind !== 'error') return;
    expect(filter.reason).toMatch(reason);
    expect(filter.literal.matches(`see ${text}!`)).toBe(true);
    expect(filter.literal.matches('aaaa')).toBe(false);
  });

  test('that backtracks much looks at less, so that it comes to an end', () => {
    const text = 'abc'.repeat(100_000);
    for (const costly of ['/a+!/', '/a.*b!/', '/.*b.*c!/', '/.*a.*b.*c!/', '/.*a.*b.*c.*a.*!/'])
      expect(good(costly).matches(text), costly).toBe(false);
    expect(good('/a.*b.*c/').reach).toBeLessThan(good('/a.*b/').reach);
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'i', 'g', 'uv'), (source, flags) => {
        const filter = parseFilter(`/${source}/${flags}`);
        const usable = filter.kind === 'error' ? filter.literal : filter;
        expect(typeof usable.matches('some text')).toBe('boolean');
      }),
    );
  });
});

test('a record is found by URL, channel, summary, or what it carries', () => {
  const layer = {
    protocol: 'stomp',
    summary: 'MESSAGE from kim',
    payload: Payload.ofText('MESSAGE\n\n{"word":"hidden"}\0'),
    fields: () => [],
    problems: [],
  };
  const record: JournalRecord = {
    number: 0,
    connection: 'c1',
    channelId: 'c1/sub-0',
    channel: { id: 'sub-0', name: '/topic/room1', type: 'stomp-subscription' },
    sources: [],
    direction: 'received',
    time: 0,
    layers: [layer],
    isHeartbeat: false,
    recognitions: [],
  };
  const context = { url: 'ws://localhost/stomp', channel: 'loop' };
  for (const text of ['localhost', 'loop', 'room1', 'from kim', 'hidden'])
    expect(matchesRecord(good(text), record, context), text).toBe(true);
  expect(matchesRecord(good('elsewhere'), record, context)).toBe(false);
});
