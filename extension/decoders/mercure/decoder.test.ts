import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord } from '../contract.ts';
import { readForm } from './form.ts';

const HUB = 'https://example.com/.well-known/mercure';
const FORM = 'application/x-www-form-urlencoded';

function publish(body: string, facts: Partial<ConnectionFacts> = {}): DecodedRecord | undefined {
  const chain = openChain({ transport: 'fetch', url: HUB, requestMime: FORM, ...facts });
  const payload = Payload.ofText(body);
  return chain.feed({ message: 0, direction: 'sent', time: 0, payload })[0];
}

/** The channels of events at a hub. */
function channels(query: string, ...events: readonly string[]): readonly unknown[] {
  const chain = openChain({ transport: 'eventsource', url: `${HUB}?${query}` });
  return events.map((data, message) => {
    const payload = Payload.ofText(data);
    const event = { type: 'message', id: `urn:uuid:${message}` };
    const [record] = chain.feed({ message, direction: 'received', time: 0, payload, event });
    return record?.channel;
  });
}

/** Why an event stream at this URL was taken for what it is. */
function reasonAt(url: string): string | undefined {
  const chain = openChain({ transport: 'eventsource', url });
  const event = { type: 'message', id: '' };
  const payload = Payload.ofText('x');
  chain.feed({ message: 0, direction: 'received', time: 0, payload, event });
  return chain.recognition?.reason;
}

const topic = (name: string, id = name) => ({ id, name, type: 'mercure-topic' });

describe('publication', () => {
  it('has a topic, data and what else the form says', () => {
    const record = publish(
      'topic=https://example.com/foo&data=%7B%22a%22%3A1%7D&private=on&retry=5&type=t',
    );
    expect(record?.layers.map(({ protocol, summary }) => `${protocol} ${summary}`)).toEqual([
      'mercure publish https://example.com/foo, event t, private',
      'json {a: 1}',
    ]);
    expect(record?.channel).toEqual(topic('https://example.com/foo'));
    expect(
      record?.layers[0]?.fields().map(({ name, value, range }) => [name, value, range]),
    ).toEqual([
      ['topic', 'https://example.com/foo', [0, 29]],
      ['data', undefined, [30, 52]],
      ['private', 'on', [53, 63]],
      ['retry', '5', [64, 71]],
      ['type', 't', [72, 78]],
    ]);
    expect(record?.layers[0]?.problems).toEqual([]);
  });

  it('keeps the place of data that needs no escape', () => {
    expect(publish('topic=a&data={"a":1}')?.layers[0]?.inner?.range).toEqual([13, 20]);
    expect(publish('topic=a&data=b+c')?.layers[0]?.inner?.range).toBeUndefined();
  });

  it('may say more than one topic to older hubs', () => {
    const fields = publish('topic=a&topic=b&data=x')?.layers[0]?.fields();
    expect(fields?.map(({ note }) => note?.slice(0, 12))).toEqual([
      'what the upd',
      'an alternate',
      'read in the ',
    ]);
  });

  it.each([
    ['topic=a&id=%231', 'bad-id@8'],
    ['topic=a&id=x%0Ay', 'bad-id@8'],
    ['topic=a&retry=1s', 'bad-retry@8'],
    ['topic=a&type=x%0D', 'bad-type@8'],
    ['topic=%FF', 'invalid-utf-8@0'],
  ])('says what a hub refuses in %s', (body, problem) => {
    const problems = publish(body)?.layers[0]?.problems ?? [];
    expect(problems.map(({ kind, offset }) => `${kind}@${offset}`)).toEqual([problem]);
  });

  it.each([
    ['data=x', {}],
    ['topic=a&data=x', { url: 'https://example.com/api' }],
    ['topic=a&data=x', { requestMime: 'text/plain' }],
  ])('is not %s to %j', (body, facts) => {
    expect(publish(body, facts)?.layers[0]?.protocol).toBe('text');
  });
});

describe('subscription', () => {
  it.each(['topic', 'match', 'matchExact', 'matchURLPattern', 'match_urlpattern'])(
    'has the topic of %s as its channel',
    (name) => {
      expect(channels(`${name}=${encodeURIComponent('https://h/books/1')}`, 'x')).toEqual([
        topic('https://h/books/1'),
      ]);
    },
  );

  it('has one channel for several topics, but where the data names one of them', () => {
    const found = channels('topic=%2Fa&match=%2Fb', 'x', '{"@id":"/b"}', '{"@id":"/c"}');
    expect(found).toEqual([topic('/a, /b', 'topics'), topic('/b'), topic('/a, /b', 'topics')]);
  });

  it('says that it is a hub, and where it goes on', () => {
    const claim = (query: string) => reasonAt(`${HUB}?${query}`);
    expect(claim('topic=a')).toBe('EventSource reads nothing else; a Mercure hub');
    expect(claim('topic=a&lastEventID=urn:1')).toBe(
      'EventSource reads nothing else; a Mercure hub, after urn:1',
    );
    expect(claim('topic=a&Last-Event-ID=urn:2')).toContain('after urn:2');
  });

  it.each([
    'https://h/events?topic=a',
    'https://h/.well-known/mercure-not?topic=a',
    'nonsense/.well-known/mercure',
  ])('leaves the event types of %s alone', (url) => {
    expect(reasonAt(url)).toBe('EventSource reads nothing else');
  });
});

it('a form is read as browsers read it', () => {
  // Node takes a letter beside a broken escape for broken too; browsers and the standard do not.
  const text = fc.string({ unit: fc.constantFrom('a', '%', '+', '&', '=', '2', '5', 'F') });
  const letter = readForm(new TextEncoder().encode('a=%aaé'))[0]?.value;
  expect(letter).toBe('\uFFFDé');
  fc.assert(
    fc.property(text, (body) => {
      const ours = readForm(new TextEncoder().encode(body)).map(({ name, value }) => [name, value]);
      expect(ours).toEqual([...new URLSearchParams(body)]);
    }),
    { numRuns: 500 },
  );
});
