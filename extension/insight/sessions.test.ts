import { beforeEach, describe, expect, test } from 'vitest';
import { Sessions } from './sessions.fixture.ts';

const ECHO = 'http://h/echo/000/abc';
const POLL = 'http://h/socket.io/?EIO=4&transport=polling';
const OPENING = '0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}';
const sockjs = (...texts: readonly string[]) => `a${JSON.stringify(texts)}\n`;

let page: Sessions;
beforeEach(() => {
  page = new Sessions();
});

/** Channels as `name: connections, records`. */
const channels = () =>
  [...page.derivation.channels.values()].map(
    ({ name, connections, records }) => `${name}: ${connections.join(' ')}, ${records}`,
  );

describe('STOMP inside SockJS, over polls and sends', () => {
  function subscribe(): void {
    page.request('c1', `${ECHO}/xhr?t=1`, undefined, 'o\n');
    page.request('c2', `${ECHO}/xhr_send`, '["CONNECT\\naccept-version:1.0\\n\\n\\u0000"]', '');
    page.request('c3', `${ECHO}/xhr`, undefined, sockjs('CONNECTED\nversion:1.0\n\n\0'));
    const subscription = 'SUBSCRIBE\nid:0\ndestination:/topic/*\nreceipt:r1\n\n\0';
    page.request('c4', `${ECHO}/xhr_send`, JSON.stringify([subscription]), '');
  }

  test('keeps its version, its subscriptions and its receipts', () => {
    subscribe();
    const message = 'MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\\b\n\nhi\0';
    const answer = sockjs('RECEIPT\nreceipt-id:r1\n\n\0', message);
    page.request('c5', `${ECHO}/xhr`, undefined, answer);
    expect(page.records()).toEqual([
      'c1 abc: sockjs open',
      'c2 abc: sockjs message > stomp CONNECT 1.0',
      'c3 abc: sockjs message > stomp CONNECTED 1.0',
      'c4 /topic/*: sockjs message > stomp SUBSCRIBE /topic/*',
      'c5 /topic/*: sockjs message 1 of 2 > stomp RECEIPT r1',
      // Version 1.0 has no escapes: this is as it was written, and no problem.
      'c5 /topic/*: sockjs message 2 of 2 > stomp MESSAGE /topic/a\\b > text hi',
    ]);
    expect(page.derivation.records.all.flatMap(({ layers }) => layers[1]?.problems)).toEqual(
      expect.not.arrayContaining([expect.anything()]),
    );
    expect(channels()).toEqual(['abc: c1 c2 c3, 3', '/topic/*: c4 c5, 3']);
  });

  test('reads what a held poll brings where it came, not where it was asked for', () => {
    page.open('c1', `${ECHO}/xhr`);
    page.request('c2', `${ECHO}/xhr_send`, '["CONNECT\\naccept-version:1.1\\n\\n\\u0000"]', '');
    page.request('c3', `${ECHO}/xhr_send`, '["SEND\\ndestination:/q\\n\\nlo\\u0000"]', '');
    page.say('c1', 'received', sockjs('CONNECTED\nversion:1.1\n\n\0'));
    page.close('c1');
    expect(page.records().map((line) => line.slice(0, 2))).toEqual(['c2', 'c3', 'c1']);
  });

  test('joins a frame that comes in two answers, and names both as its sources', () => {
    subscribe();
    page.request('c5', `${ECHO}/xhr`, undefined, sockjs('MESSAGE\nsubscription:0\nmessage-id:1\n'));
    page.request('c6', `${ECHO}/xhr`, undefined, sockjs('destination:/topic/a\n\nhi\0'));
    expect(page.records().at(-1)).toBe(
      'c6 /topic/*: sockjs message > stomp MESSAGE /topic/a > text hi',
    );
    const sources = page.derivation.records.all.at(-1)?.sources;
    expect(sources?.map(({ message }) => page.journal.message(message)?.connection)).toEqual([
      'c5',
      'c6',
    ]);
  });

  test('reads a streamed answer piece by piece among what is sent meanwhile', () => {
    page.open('c1', `${ECHO}/xhr_streaming`);
    page.say('c1', 'received', `${'h'.repeat(2048)}\no\n`, { isPart: true });
    page.request('c2', `${ECHO}/xhr_send`, '["CONNECT\\naccept-version:1.2\\n\\n\\u0000"]', '');
    page.say('c1', 'received', 'a["CONNECTED\\nversion:1.2\\n', { isPart: true });
    page.request('c3', `${ECHO}/xhr_send`, '["\\n"]', '');
    page.say('c1', 'received', '\\n\\u0000"]\n', { isPart: true });
    expect(page.records().slice(2)).toEqual([
      'c2 abc: sockjs message > stomp CONNECT 1.2',
      'c3 abc: sockjs message > stomp heart-beat',
      'c1 abc: sockjs message > stomp CONNECTED 1.2',
    ]);
  });

  test('tells sessions apart', () => {
    subscribe();
    const message = sockjs('MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\n\nhi\0');
    page.request('c9', 'http://h/echo/000/other/xhr', undefined, message);
    expect(page.records().at(-1)).toBe(
      'c9 /topic/a: sockjs message > stomp MESSAGE /topic/a > text hi',
    );
  });
});

describe('Socket.IO', () => {
  const event = '452-["both",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]';

  test('joins attachments that later polls bring, and empty ones', () => {
    page.request('c1', POLL, undefined, OPENING);
    page.request('c2', `${POLL}&sid=s1`, undefined, `40{"sid":"x"}\x1e${event}`);
    page.request('c3', `${POLL}&sid=s1`, undefined, 'b');
    page.request('c4', `${POLL}&sid=s1`, undefined, 'bAQID');
    expect(page.records()).toEqual([
      'c1 s1: engine-io open s1',
      'c2 /: engine-io message > socket-io CONNECT / > json {sid: "x"}',
      expect.stringContaining(
        'c4 /: engine-io binary message > socket-io BINARY_EVENT both, 2 attachments',
      ),
    ]);
  });

  test('goes on over a WebSocket: acknowledgements and attachments are matched across both', () => {
    page.request('c1', POLL, undefined, `${OPENING}\x1e40`);
    page.request(
      'c2',
      `${POLL}&sid=s1`,
      '42/admin,7["ask"]\x1e451-["cut",{"_placeholder":true,"num":0}]',
      'ok',
    );
    page.open('c3', 'ws://h/socket.io/?EIO=4&transport=websocket&sid=s1', 'websocket');
    page.say('c3', 'sent', '2probe');
    page.say('c3', 'received', '3probe');
    page.request('c4', `${POLL}&sid=s1`, undefined, '6');
    page.say('c3', 'sent', '5');
    page.say('c3', 'sent', new Uint8Array(0));
    page.say('c3', 'received', '43/admin,7["yes"]');
    expect(page.records().map((line) => line.replace(/ > json.*/, ''))).toEqual([
      'c1 s1: engine-io open s1',
      'c1 /: engine-io message > socket-io CONNECT /',
      'c2 /admin: engine-io message > socket-io EVENT ask, ack 7',
      'c2 s1: engine-io ok',
      'c3 s1: engine-io ping probe',
      'c3 s1: engine-io pong probe',
      'c4 s1: engine-io noop',
      'c3 s1: engine-io upgrade',
      'c3 /: engine-io binary message > socket-io BINARY_EVENT cut, 1 attachment',
      'c3 /admin: engine-io message > socket-io ACK 7',
    ]);
    const answer = page.derivation.records.all.at(-1)?.layers[1]?.fields();
    expect(answer?.find(({ name }) => name === 'id')?.note).toMatch(
      /^answers EVENT ask, ack 7, \d+ ms/,
    );
    expect(channels()).toEqual(['s1: c1 c2 c3 c4, 6', '/: c1 c3, 2', '/admin: c2 c3, 2']);
  });

  test('of revision 3 says its name in the answer that goes on with packets', () => {
    const old = POLL.replace('EIO=4', 'EIO=3');
    const opening = OPENING.replace('["websocket"]', '[]');
    page.request('c1', old, undefined, `${opening.length}:${opening}2:40`);
    page.request('c2', `${old}&sid=s1`, '10:42["ask"]', 'ok');
    page.request('c3', `${old}&sid=s1`, '1:2', 'ok');
    page.request('c4', `${old}&sid=s1`, undefined, '1:3');
    expect(page.records().map((line) => line.replace(/ > json.*/, ''))).toEqual([
      'c1 s1: engine-io open s1',
      'c1 /: engine-io message > socket-io CONNECT /',
      'c2 /: engine-io message > socket-io EVENT ask',
      'c2 s1: engine-io ok',
      'c3 s1: engine-io ping',
      'c3 s1: engine-io ok',
      'c4 s1: engine-io pong',
    ]);
    expect(channels()).toEqual(['s1: c1 c2 c3 c4, 5', '/: c1 c2, 2']);
  });

  test('has one session, whether its opening is seen first or last', () => {
    page.request('c2', `${POLL}&sid=s1`, undefined, event);
    page.records();
    page.request('c3', `${POLL}&sid=s1`, undefined, 'b\x1eb');
    page.open('c1', POLL);
    page.say('c1', 'received', OPENING, { at: 0 });
    expect(page.records().map((line) => line.slice(0, 5))).toEqual(['c1 s1', 'c3 /:']);
    expect(page.derivation.sessions.map(({ connections }) => connections.length)).toEqual([3]);
    expect(page.derivation.connectionInsight('c1').session?.name).toBe('/socket.io/ · s1');
  });

  test('knows the pong that answers a ping over another connection', () => {
    page.request('c1', `${POLL}&sid=s1`, undefined, '2');
    page.request('c2', `${POLL}&sid=s1`, '3', 'ok');
    page.records();
    const pong = page.derivation.records.all[1]?.layers[0]?.fields()[0];
    expect(pong?.note).toMatch(/answers the ping/);
  });
});

describe('a session', () => {
  const asked = '["SUBSCRIBE\\nid:0\\ndestination:/topic/*\\n\\n\\u0000"]';
  const answered = sockjs('MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\n\nhi\0');

  test('waits for a payload on its way, others do not, and not for ever', () => {
    page.open('c1', `${ECHO}/xhr_send`);
    page.say('c1', 'sent', 'pending');
    page.request('c2', `${ECHO}/xhr`, undefined, answered);
    page.request('c3', 'http://h/echo/000/other/xhr', undefined, 'o\n');
    expect(page.records()).toEqual(['c3 other: sockjs open']);
    expect(page.records(20_000).map((line) => line.slice(0, 14))).toEqual([
      'c1 -: uncaptur',
      'c2 /topic/a: s',
      'c3 other: sock',
    ]);
    page.fill('c1', asked);
    expect(page.records(20_000)[1]).toContain('c2 /topic/*:');
  });

  test('is read anew when something turns out to have come before', () => {
    page.request('c2', `${ECHO}/xhr`, undefined, answered);
    expect(page.records()[0]).toContain('c2 /topic/a:');
    page.open('c1', `${ECHO}/xhr_send`);
    page.say('c1', 'sent', asked, { at: 0 });
    expect(page.records().map((line) => line.slice(0, 12))).toEqual([
      'c1 /topic/*:',
      'c2 /topic/*:',
    ]);
    expect(channels()).toEqual(['/topic/*: c1 c2, 2']);
  });

  test('remembers over a clear, also between two requests', () => {
    page.request('c1', `${ECHO}/xhr_send`, asked, '');
    page.records();
    page.journal.clear();
    expect(page.derivation.channels.size).toBe(0);
    page.request('c2', `${ECHO}/xhr`, undefined, answered);
    expect(page.records()).toEqual([expect.stringContaining('c2 /topic/*:')]);
    expect(channels()).toEqual(['/topic/*: c2, 1']);
  });

  test('remembers what connections said that the journal gave up', () => {
    page = new Sessions({ connections: 1 });
    page.request('c1', `${ECHO}/xhr_send`, asked, '');
    page.records();
    page.request('c2', `${ECHO}/xhr`, undefined, answered);
    expect(page.records()).toEqual([expect.stringContaining('c2 /topic/*:')]);
    expect(channels()).toEqual(['/topic/*: c2, 1']);
  });

  test('tells what it left incomplete once nothing has come for a while', () => {
    page.request('c1', `${ECHO}/xhr`, undefined, sockjs('MESSAGE\nsubscription:0\nmess'));
    expect(page.records()).toEqual([]);
    expect(page.records(60_000)).toEqual([expect.stringContaining('stomp')]);
    page.request('c2', `${ECHO}/xhr`, undefined, sockjs('age-id:1\ndestination:/a\n\nhi\0'));
    expect(page.records()).toEqual(['c2 /a: sockjs message > stomp MESSAGE /a > text hi']);
  });

  test('lasts as long as a request is held, before anything comes', () => {
    page.request('c1', `${ECHO}/xhr`, undefined, sockjs('MESSAGE\nsubscription:0\nmess'));
    page.open('c2', `${ECHO}/xhr`);
    expect(page.records(60_000)).toEqual([]);
  });

  test('loses a connection of which a person says something else', () => {
    page.request('c1', `${ECHO}/xhr_send`, asked, '');
    page.request('c2', `${ECHO}/xhr`, undefined, answered);
    page.derivation.override({ scope: 'connection', connection: 'c1' }, 'text');
    expect(page.records().map((line) => line.slice(0, 12))).toEqual([
      'c1 -: text [',
      'c2 /topic/a:',
    ]);
    page.derivation.override({ scope: 'connection', connection: 'c1' }, undefined);
    expect(page.records()[1]).toContain('c2 /topic/*:');
  });
});

describe('what was read wrongly in a session', () => {
  const SOCKET = 'ws://h/engine.io/?EIO=4&transport=websocket&sid=s1';

  test('is read again when later messages show it', () => {
    page.open('c1', SOCKET, 'websocket');
    page.say('c1', 'received', '2');
    page.say('c1', 'received', '3');
    expect(page.records()).toEqual(['c1 s1: engine-io ping', 'c1 s1: engine-io pong']);
    page.say('c1', 'received', '17');
    page.say('c1', 'received', 'hello');
    expect(page.records()).toEqual([
      'c1 -: text 2',
      'c1 -: text 3',
      'c1 -: text 17',
      'c1 -: text hello',
    ]);
  });
});
