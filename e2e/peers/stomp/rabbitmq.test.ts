import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../lines.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import type { SocketServer } from '../servers/own-process.ts';
import { startRabbitMq } from '../servers/rabbitmq.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { type Delivered, stompClient } from './client.ts';
import { messagesIn } from './frames.ts';

let rabbit: SocketServer;
let stage: PeerStage;

beforeAll(async () => {
  // Both take their time.
  await Promise.all([
    startRabbitMq().then((started) => {
      rabbit = started;
    }),
    setPeers(['@stomp/stompjs/bundles/stomp.umd.js']).then((set) => {
      stage = set;
    }),
  ]);
  stage.relay.route('/stomp', rabbit.url);
});

afterAll(async () => {
  await stage?.close();
  await rabbit?.stop();
});

describe.each(['1.0', '1.1', '1.2'])('@stomp/stompjs and RabbitMQ in STOMP %s', (version) => {
  it('are recorded frame by frame, as the client delivered them', async () => {
    const { value: delivered, lines } = await stage.play<Delivered[]>(`${stompClient(version)}
      const messages = [];
      const keep = (message) => { deliver(message); messages.push(message); };
      await connect();
      const destination = '/queue/acks-${version}';
      const queue = client.subscribe(destination, keep, { ack: 'client-individual' });
      client.subscribe('/topic/news', deliver);
      client.publish({ destination, body: 'first' });
      client.publish({ destination, body: 'h\\u00e9llo' });
      await until(() => messages.length === 2);
      messages[1].ack();
      if ('${version}' === '1.0') messages[0].ack(); else messages[0].nack({ requeue: 'false' });
      const kept = client.begin('kept');
      client.publish({ destination: '/topic/news', body: 'kept', headers: { transaction: kept.id } });
      kept.commit();
      const dropped = client.begin('dropped');
      client.publish({ destination: '/topic/news', body: 'dropped', headers: { transaction: dropped.id } });
      dropped.abort();
      await until(() => delivered.length === 3);
      await receipt('gone', (headers) => queue.unsubscribe(headers));
      await client.deactivate();
      return delivered;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const queue = `/queue/acks-${version}`;
    const refusal = version === '1.0' ? 'ACK' : 'NACK';
    expect(spoken(records, 'sent')).toEqual([
      `CONNECT ${version}`,
      `SUBSCRIBE ${queue} in ${queue}`,
      'SUBSCRIBE /topic/news in /topic/news',
      `SEND ${queue} in ${queue}`,
      `SEND ${queue} in ${queue}`,
      `ACK ${delivered[1]?.headers['message-id']} in ${queue}`,
      `${refusal} ${delivered[0]?.headers['message-id']} in ${queue}`,
      'BEGIN kept',
      'SEND /topic/news in /topic/news',
      'COMMIT kept',
      'BEGIN dropped',
      'SEND /topic/news in /topic/news',
      'ABORT dropped',
      `UNSUBSCRIBE sub-0 in ${queue}`,
      'DISCONNECT close-2',
    ]);
    // RabbitMQ hangs up where others confirm a DISCONNECT.
    expect(spoken(records, 'received')).toEqual([
      `CONNECTED ${version}`,
      `MESSAGE ${queue} in ${queue}`,
      `MESSAGE ${queue} in ${queue}`,
      'MESSAGE /topic/news in /topic/news',
      `RECEIPT gone in ${queue}`,
    ]);
    expect(messagesIn(lines, records)).toEqual(delivered);
    expect(delivered.map(({ body }) => body)).toEqual(['first', 'héllo', 'kept']);
    const answers = records.flatMap(({ layers: [layer] }) =>
      ['id', 'message-id', 'receipt-id'].map((name) => fieldAt(layer, name)?.note ?? ''),
    );
    expect(answers.filter(Boolean)).toEqual([
      expect.stringMatching(`^answers MESSAGE ${queue}, \\d+ ms later$`),
      expect.stringMatching(`^answers MESSAGE ${queue}, \\d+ ms later$`),
      expect.stringMatching(/^answers UNSUBSCRIBE sub-0, \d+ ms later$/),
    ]);
  });
});

describe('@stomp/stompjs and RabbitMQ', () => {
  it('escape a header, which is read as it was meant', async () => {
    const { lines } = await stage.play(`${stompClient('1.2')}
      await connect();
      client.subscribe('/topic/escapes', deliver);
      client.publish({ destination: '/topic/escapes', headers: { odd: 'a:b\\\\c\\nd' } });
      await until(() => delivered.length === 1);
      await client.deactivate();`);
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const odd = records.map(({ layers }) => fieldAt(layers[0], 'odd')?.value);
    // The client itself makes `a:b\:` of the end: it unescapes one kind after the other.
    expect(odd.filter((value) => value !== undefined)).toEqual(['a:b\\c\nd', 'a:b\\c\nd']);
  });

  it('send a large frame in pieces, which are one record', async () => {
    const options = '{ splitLargeFrames: true, maxWebSocketChunkSize: 1000 }';
    const { value: delivered, lines } = await stage.play<Delivered[]>(`
      ${stompClient('1.2', options)}
      await connect();
      client.subscribe('/topic/large', deliver);
      client.publish({ destination: '/topic/large', body: '\\u00e9'.repeat(20_000) });
      await until(() => delivered.length === 1);
      await client.deactivate();
      return delivered;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const sent = records.find(({ layers: [layer] }) => layer?.summary === 'SEND /topic/large');
    expect(sent?.messages).toHaveLength(21);
    expect(messagesIn(lines, records)).toEqual(delivered);
    expect(delivered.map(({ body }) => body)).toEqual(['é'.repeat(20_000)]);
  });

  it('speak in binary messages as in text', async () => {
    const { value: delivered, lines } = await stage.play<Delivered[]>(`
      ${stompClient('1.2', '{ forceBinaryWSFrames: true }')}
      await connect();
      client.subscribe('/topic/binary', deliver);
      client.publish({ destination: '/topic/binary', body: 'h\\u00e9llo' });
      await until(() => delivered.length === 1);
      await client.deactivate();
      return delivered;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const sent = linesOf(lines, 'message').filter(({ direction }) => direction === 'sent');
    expect(new Set(sent.map(({ type }) => type))).toEqual(new Set(['binary']));
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    expect(spoken(records, 'sent')).toEqual([
      'CONNECT 1.2',
      'SUBSCRIBE /topic/binary in /topic/binary',
      'SEND /topic/binary in /topic/binary',
      'DISCONNECT close-1',
    ]);
    expect(messagesIn(lines, records)).toEqual(delivered);
    expect(delivered.map(({ body }) => body)).toEqual(['héllo']);
  });

  it('beat while nothing else is said, and every beat is known as one', async () => {
    const beating = '{ heartbeatIncoming: 500, heartbeatOutgoing: 500 }';
    const { lines } = await stage.play(`
      let heard = 0;
      ${stompClient('1.2', beating)}
      client.debug = (text) => { if (text === '<<< PONG') heard += 1; };
      await connect();
      await until(() => heard === 4);
      await client.deactivate();`);
    const talks = stage.relay.talks();
    expect(talksOfLog(lines)).toEqual(talks);
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const beats = records.filter(({ heartbeat }) => heartbeat);
    const single = talks.flatMap(({ said }) => said.filter((one) => / text 1 B /.test(one)));
    expect(single.length).toBeGreaterThan(4);
    expect(beats).toHaveLength(single.length);
  });

  it('part with an ERROR, whose body is read as what it is declared to be', async () => {
    const { value: body, lines } = await stage.play<string>(`${stompClient('1.2')}
      await connect();
      const error = new Promise((done) => { client.onStompError = (frame) => done(frame.body); });
      client.subscribe('/nowhere/at/all', deliver, { receipt: 'r1' });
      const said = await error;
      await client.deactivate({ force: true });
      return said;`);
    const records = recordsAt(lines, '/stomp');
    expect(complaints(records, 'stomp')).toEqual([]);
    const error = records.find(({ layers: [layer] }) => layer?.summary.startsWith('ERROR'));
    expect(fieldAt(error?.layers[0], 'message')?.value).toBe('Unknown destination');
    const [sentence] = body.split('\n');
    expect(sentence).toContain('/nowhere/at/all');
    expect(error?.layers[1]).toMatchObject({
      protocol: 'text',
      summary: expect.stringContaining(sentence ?? ''),
    });
  });
});
