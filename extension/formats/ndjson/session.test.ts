import { expect, test } from 'vitest';
import { Sessions } from '../../insight/sessions.fixture.ts';
import { FACTS, fits, parsed, rewritten } from './recording.fixture.ts';
import { writeLog } from './write.ts';

const POLL = 'http://h/socket.io/?EIO=4&transport=polling';

function log(): readonly string[] {
  const page = new Sessions();
  page.request(
    'c1',
    POLL,
    undefined,
    '0{"sid":"s1","upgrades":[],"pingInterval":1,"pingTimeout":1}',
  );
  page.request('c2', `${POLL}&sid=s1`, undefined, '451-["cut",{"_placeholder":true,"num":0}]');
  page.request('c3', `${POLL}&sid=s1`, undefined, '6\x1ebAQID');
  page.records();
  return [...writeLog(page.journal, page.derivation, FACTS)];
}

test('a record says of each of its bytes which connection of the session carried it', () => {
  const lines = parsed(log());
  for (const line of lines) expect(fits(line), JSON.stringify(fits.errors)).toBe(true);
  expect(lines.find((line) => line.kind === 'record' && line.sources)).toMatchObject({
    connection: 'c3',
    messages: [0],
    spans: [[2, 7]],
    sources: [
      { connection: 'c2', message: 0, span: [0, 41] },
      { connection: 'c3', message: 0, span: [2, 7] },
    ],
    channel: '/',
    channelId: 'engine-io h/socket.io/ s1//',
  });
});

test('a session is named by its connections and its channels', () => {
  const session = 'engine-io h/socket.io/ s1';
  const lines = parsed(log());
  const named = lines.filter(({ kind }) => kind === 'connection' || kind === 'channel');
  expect(named.map((line) => 'session' in line && line.session)).toEqual(named.map(() => session));
  expect(lines.find((line) => line.kind === 'channel' && line.name === 's1')).toMatchObject({
    type: 'engine-io-session',
    connections: ['c1', 'c3'],
    records: 2,
  });
});

test('a session is the same when it was written, read and written again', async () => {
  const lines = log();
  expect(await rewritten(lines)).toEqual(lines);
});
