import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../../demo-server/server.ts';
import { sendJson } from '../../../demo-server/testing/requests.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, recordsAt, spoken } from '../recorded.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { LIBRARY, rsocketClient } from './client.ts';

let server: DemoServer;
let stage: PeerStage;

beforeAll(async () => {
  server = await startDemoServer();
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
  stage = await setPeers([{ name: 'rsocket', module: LIBRARY }]);
  stage.relay.route('/rsocket', `${server.url.replace('http', 'ws')}/rsocket`);
});

afterAll(async () => {
  await stage?.close();
  await server?.close();
});

it('rsocket-js and the demo server are recorded frame by frame', async () => {
  const news = (text: string) => `'${JSON.stringify({ from: 'kim', text })}'`;
  const { value: told, lines } = await stage.play<string[]>(`${rsocketClient('/rsocket')}
    const got = () => told.filter((word) => word.startsWith('next')).length;
    const stream = client.requestStream(
      payload('topics.chat.messages', '{"count": 2}'), 1, subscriber(() => undefined));
    await over((done) => client.requestResponse(payload('topics.chat.publish', ${news('one')}), subscriber(done)));
    await over((done) => client.requestResponse(payload('topics.chat.publish', ${news('two')}), subscriber(done)));
    stream.request(1);
    await until(() => got() === 4);
    await over((done) => client.requestChannel(payload('topics.board.publish', ${news('X b2')}), 5, true, subscriber(done)));
    await over((done) => client.requestResponse(payload('topics.board.publish', ${news('O b2')}), subscriber(done)));
    client.close();
    return told;`);
  expect(talksOfLog(lines)).toEqual(stage.relay.talks());
  const records = recordsAt(lines, '/rsocket');
  expect(complaints(records, 'rsocket')).toEqual([]);
  expect(spoken(records, 'sent')).toEqual([
    'SETUP, 1.0, text/plain',
    'REQUEST_STREAM topics.chat.messages #1, n 1 in topics.chat.messages #1',
    'REQUEST_RESPONSE topics.chat.publish #3 in topics.chat.publish #3',
    'REQUEST_RESPONSE topics.chat.publish #5 in topics.chat.publish #5',
    'REQUEST_N topics.chat.messages #1, n 1 in topics.chat.messages #1',
    'REQUEST_CHANNEL topics.board.publish #7, n 5, complete in topics.board.publish #7',
    'REQUEST_RESPONSE topics.board.publish #9 in topics.board.publish #9',
  ]);
  expect(spoken(records, 'received')).toEqual([
    'PAYLOAD topics.chat.messages #1 in topics.chat.messages #1',
    'PAYLOAD topics.chat.publish #3, complete in topics.chat.publish #3',
    'PAYLOAD topics.chat.publish #5, complete in topics.chat.publish #5',
    'PAYLOAD topics.chat.messages #1, complete in topics.chat.messages #1',
    'PAYLOAD topics.board.publish #7 in topics.board.publish #7',
    'PAYLOAD topics.board.publish #7, complete in topics.board.publish #7',
    expect.stringMatching(/^ERROR topics\.board\.publish #9, REJECTED: b2 is taken by X\./),
  ]);
  expect(told.filter((word) => !word.startsWith('next'))).toEqual([
    'complete',
    expect.stringContaining('b2 is taken by X'),
  ]);
});
