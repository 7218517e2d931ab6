import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord, Direction } from '../contract.ts';
import { factsOf } from './sessions.fixture.ts';

/** `↓ sockjs message > stomp MESSAGE /t`: a record as one line. */
function line({ direction, layers }: DecodedRecord): string {
  const path = layers.map(({ protocol, summary }) => `${protocol} ${summary}`).join(' > ');
  return `${direction === 'sent' ? '↑' : '↓'} ${path}`;
}

function lines(
  facts: ConnectionFacts,
  messages: readonly (readonly [Direction, string])[],
): readonly string[] {
  const chain = openChain(facts);
  const records = messages.flatMap(([direction, text], message) =>
    chain.feed({ message, direction, time: message, payload: Payload.ofText(text) }),
  );
  return [...records, ...chain.end()].map(line);
}

const frame = (...texts: readonly string[]) => `a${JSON.stringify(texts)}`;

describe('STOMP inside SockJS', () => {
  it('is found, with its state in both directions', () => {
    const message = 'MESSAGE\nsubscription:s1\nmessage-id:1\ndestination:/t/1\n\n{"a":1}\0';
    const sent = (text: string) => ['sent', JSON.stringify([text])] as const;
    const facts = factsOf('websocket');
    const chain = openChain(facts);
    const messages: readonly (readonly [Direction, string])[] = [
      ['received', 'o'],
      sent('CONNECT\naccept-version:1.2\nhost:h\n\n\0'),
      ['received', frame('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0')],
      sent('SUBSCRIBE\nid:s1\ndestination:/t/*\n\n\0'),
      ['received', frame(message, '\n', message)],
      ['received', 'h'],
      ['received', 'c[3000,"Go away!"]'],
    ];
    const records = messages.flatMap(([direction, text], index) =>
      chain.feed({ message: index, direction, time: index, payload: Payload.ofText(text) }),
    );
    expect(records.map(line)).toEqual([
      '↓ sockjs open',
      '↑ sockjs message > stomp CONNECT 1.2',
      '↓ sockjs message > stomp CONNECTED 1.2',
      '↑ sockjs message > stomp SUBSCRIBE /t/*',
      '↓ sockjs message 1 of 3 > stomp MESSAGE /t/1 > json {a: 1}',
      '↓ sockjs message 2 of 3 > stomp heart-beat',
      '↓ sockjs message 3 of 3 > stomp MESSAGE /t/1 > json {a: 1}',
      '↓ sockjs heart-beat',
      '↓ sockjs close 3000 Go away!',
    ]);
    expect(records.map(({ channel }) => channel?.name)).toEqual([
      's3ss10n1',
      's3ss10n1',
      's3ss10n1',
      '/t/*',
      '/t/*',
      's3ss10n1',
      '/t/*',
      's3ss10n1',
      's3ss10n1',
    ]);
  });

  it('may come in pieces, each in a frame of its own', () => {
    const half = 'SEND\ndestination:/a\n\nhel';
    expect(
      lines(factsOf('websocket'), [
        ['sent', JSON.stringify([half])],
        ['sent', JSON.stringify(['lo\0'])],
      ]),
    ).toEqual(['↑ sockjs message > stomp SEND /a > text hello']);
  });

  it('is found in the request bodies and answers of HTTP transports', () => {
    const text = 'SEND\ndestination:/a\n\nhello\0';
    expect(lines(factsOf('xhr_send'), [['sent', JSON.stringify([text])]])).toEqual([
      '↑ sockjs message > stomp SEND /a > text hello',
    ]);
    const connected = frame('CONNECTED\nversion:1.2\n\n\0');
    expect(
      lines({ ...factsOf('xhr'), mime: 'application/javascript' }, [
        ['received', `${connected}\n`],
      ]),
    ).toEqual(['↓ sockjs message > stomp CONNECTED 1.2']);
    const events = `\r\ndata: o\r\n\r\ndata: ${connected}\r\n\r\n`;
    expect(
      lines({ ...factsOf('eventsource'), mime: 'text/event-stream' }, [['received', events]]),
    ).toEqual(['↓ sockjs open', '↓ sockjs message > stomp CONNECTED 1.2']);
  });
});

describe('what an EventSource brings inside SockJS', () => {
  it('is no event stream again, however deep', () => {
    const text = 'MESSAGE\nmessage-id:1\nsubscription:0\ndestination:/t\n\none\0';
    const facts = { ...factsOf('eventsource'), transport: 'eventsource' } as const;
    const [record] = openChain(facts).feed({
      message: 0,
      direction: 'received',
      time: 0,
      payload: Payload.ofText(`a${JSON.stringify([text])}`),
      event: { type: 'message', id: '' },
    });
    expect(record && line(record)).toBe('↓ sockjs message > stomp MESSAGE /t > text one');
  });
});

describe('the raw endpoint', () => {
  it('frames nothing', () => {
    const facts = { transport: 'websocket', url: 'ws://h/echo/websocket' } as const;
    expect(lines(facts, [['sent', 'CONNECT\naccept-version:1.2\nhost:h\n\n\0']])).toEqual([
      '↑ stomp CONNECT 1.2',
    ]);
    expect(lines(facts, [['sent', '["x"]']])).toEqual(['↑ json [1] "x"']);
  });
});

describe('a URL that only looks like SockJS', () => {
  it('is corrected by what is said', () => {
    const facts = factsOf('websocket');
    expect(
      lines(facts, [
        ['sent', '{"a":1}'],
        ['received', 'o'],
      ]),
    ).toEqual(['↑ json {a: 1}', '↓ text o']);
    const page = { ...factsOf('eventsource'), mime: 'text/event-stream' };
    expect(lines(page, [['received', 'event: tick\ndata: {"a":1}\n\n']])).toEqual([
      '↓ sse tick > json {a: 1}',
    ]);
  });
});
