import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../../demo-server/server.ts';
import { linesOf } from '../../lines.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { type Delivered, stompClient } from './client.ts';
import { messagesIn } from './frames.ts';

let server: DemoServer;
let stage: PeerStage;

beforeAll(async () => {
  server = await startDemoServer();
  stage = await setPeers(['@stomp/stompjs/bundles/stomp.umd.js']);
  stage.relay.route('/stomp', `${server.url.replace('http', 'ws')}/stomp`);
});

afterAll(async () => {
  await stage?.close();
  await server?.close();
});

describe.each(['1.0', '1.1', '1.2'])('@stomp/stompjs and the demo server in %s', (version) => {
  it('are recorded frame by frame, as the client delivered them', async () => {
    const { value: delivered, lines } = await stage.play<Delivered[]>(`${stompClient(version)}
      await connect();
      const one = client.subscribe('/topic/one', deliver);
      client.subscribe('/topic/two', deliver, { id: 'second' });
      client.publish({ destination: '/topic/one', body: 'h\\u00e9llo\\n\\ud83d\\udc4b', headers: { mood: 'fine' } });
      client.publish({ destination: '/topic/two', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
      client.publish({ destination: '/topic/two', binaryBody: Uint8Array.of(1, 0, 2) });
      await until(() => delivered.length === 3);
      one.unsubscribe();
      await receipt('r1', (headers) => client.publish({ destination: '/topic/one', headers }));
      await client.deactivate();
      return delivered;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    expect(spoken(records, 'sent')).toEqual([
      `CONNECT ${version}`,
      'SUBSCRIBE /topic/one in /topic/one',
      'SUBSCRIBE /topic/two in /topic/two',
      'SEND /topic/one in /topic/one',
      'SEND /topic/two in /topic/two',
      'SEND /topic/two in /topic/two',
      'UNSUBSCRIBE sub-0 in /topic/one',
      'SEND /topic/one in /topic/one',
      'DISCONNECT close-1',
    ]);
    expect(spoken(records, 'received')).toEqual([
      `CONNECTED ${version}`,
      'MESSAGE /topic/one in /topic/one',
      'MESSAGE /topic/two in /topic/two',
      'MESSAGE /topic/two in /topic/two',
      'RECEIPT r1 in /topic/one',
      'RECEIPT close-1',
    ]);
    expect(messagesIn(lines, records)).toEqual(delivered);
    expect(delivered.map(({ body }) => body)).toEqual(['héllo\n👋', '{"a":1}', '\u0001\0\u0002']);
    const answers = records.map(({ layers }) => fieldAt(layers[0], 'receipt-id')?.note ?? '');
    expect(answers.filter(Boolean)).toEqual([
      expect.stringMatching(/^answers SEND \/topic\/one, \d+ ms later$/),
      expect.stringMatching(/^answers DISCONNECT close-1, \d+ ms later$/),
    ]);
    const channels = linesOf(lines, 'channel').map(({ name, records: count }) => [name, count]);
    expect(channels).toEqual([
      ['/topic/one', 6],
      ['/topic/two', 5],
    ]);
  });
});

describe('@stomp/stompjs and the demo server', () => {
  it('beat while nothing else is said, and every beat is known as one', async () => {
    const beating = '{ heartbeatIncoming: 300, heartbeatOutgoing: 300 }';
    const { value, lines } = await stage.play<number>(`
      let heard = 0;
      ${stompClient('1.2', beating)}
      client.debug = (text) => { if (text === '<<< PONG') heard += 1; };
      await connect();
      await until(() => heard === 3);
      await client.deactivate();
      return heard;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const beats = records.filter(({ heartbeat }) => heartbeat);
    expect(spoken(beats, 'received')).toHaveLength(value);
    expect(spoken(beats, 'sent').length).toBeGreaterThan(1);
    expect(records.length - beats.length).toBe(4);
  });

  it('part with an ERROR, which names the frame it answers', async () => {
    const { value: message, lines } = await stage.play<string>(`${stompClient('1.2')}
      await connect();
      let said = '';
      client.onStompError = ({ headers }) => { said = headers.message; };
      const over = new Promise((done) => { client.onWebSocketClose = done; });
      client.publish({ destination: '/topic/one', headers: { receipt: 'r1', transaction: 'none' } });
      await over;
      return said;`);
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const layer = records.at(-1)?.layers[0];
    expect(fieldAt(layer, 'command')?.value).toBe('ERROR');
    expect(fieldAt(layer, 'message')?.value).toBe(message);
    expect(fieldAt(layer, 'receipt-id')?.note).toMatch(/^answers SEND/);
    expect(linesOf(lines, 'connection')).toMatchObject([
      { state: 'closed', close: { code: 1002 } },
    ]);
  });

  it('are told apart from the specification where the client leaves out what it asks for', async () => {
    const { lines } = await stage.play(`${stompClient('1.2', '{ connectHeaders: {} }')}
      await connect();
      await client.deactivate();`);
    expect(complaints(recordsAt(lines, '/stomp'), 'stomp')).toEqual([
      'message 0 stomp missing-header: CONNECT has to have the header host in 1.2.',
    ]);
  });
});
