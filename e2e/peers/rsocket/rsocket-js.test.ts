import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { FieldLine, RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import { addressOf } from '../servers/own-server.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { LIBRARY, rsocketClient } from './client.ts';
import { type RSocketPeer, serveRSocket } from './responder.ts';

let stage: PeerStage;
const servers: WebSocketServer[] = [];

/** Serves at a path of its own, so that what the server says is of one test. */
async function serve(path: string): Promise<RSocketPeer> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const peer = await serveRSocket(sockets);
  servers.push(sockets);
  stage.relay.route(path, await addressOf(sockets));
  return peer;
}

beforeAll(async () => {
  stage = await setPeers([{ name: 'rsocket', module: LIBRARY }]);
});

afterAll(async () => {
  await stage?.close();
  for (const sockets of servers) sockets.close();
});

describe('rsocket-js, client and server', () => {
  it('ask and answer, fail, and tell; routes name the streams', async () => {
    const peer = await serve('/plain');
    const { value: told, lines } = await stage.play<string[]>(`${rsocketClient('/plain')}
      await over((done) => client.requestResponse(payload('echo', 'hello'), subscriber(done)));
      await over((done) => client.requestResponse(payload('fail', 'now'), subscriber(done)));
      client.fireAndForget(payload('tell', 'news'), subscriber(() => undefined));
      await over((done) => client.requestResponse(payload('echo', 'last'), subscriber(done)));
      client.close();
      return told;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/plain');
    expect(complaints(records, 'rsocket')).toEqual([]);
    expect(spoken(records, 'sent')).toEqual([
      'SETUP, 1.0, text/plain',
      'REQUEST_RESPONSE echo #1 in echo #1',
      'REQUEST_RESPONSE fail #3 in fail #3',
      'REQUEST_FNF tell #5 in tell #5',
      'REQUEST_RESPONSE echo #7 in echo #7',
    ]);
    expect(spoken(records, 'received')).toEqual([
      'PAYLOAD echo #1, complete in echo #1',
      'ERROR fail #3, APPLICATION_ERROR: It did not work. in fail #3',
      'PAYLOAD echo #7, complete in echo #7',
    ]);
    expect(dataOf(records, 'received')).toEqual(['hello', 'last']);
    expect(told).toEqual(['next hello', 'error It did not work.', 'complete', 'next last']);
    expect(peer.said).toEqual(['echo 5 B', 'fail 3 B', 'tell news', 'echo 4 B']);
    const entries = fieldAt(records[1]?.layers[0], 'metadata')?.children ?? [];
    expect(entries.map(({ children = [] }) => contentOf(children))).toEqual([
      ['message/x.rsocket.routing.v0', 'route', 'echo'],
      ['text/x-trace', 'text', 'trace'],
    ]);
  });

  it('stream by request(n), with the credit that the server counts', async () => {
    const peer = await serve('/stream');
    const { value: told, lines } = await stage.play<string[]>(`${rsocketClient('/stream')}
      const got = () => told.filter((word) => word.startsWith('next')).length;
      await over(async (done) => {
        const stream = client.requestStream(payload('count', '7'), 2, subscriber(done));
        await until(() => got() === 2);
        stream.request(1);
        await until(() => got() === 3);
        stream.request(10);
      });
      const endless = client.requestStream(payload('count', '100'), 3, subscriber(() => undefined));
      await until(() => got() === 10);
      endless.cancel();
      await over((done) => client.requestResponse(payload('echo', 'bye'), subscriber(done)));
      client.close();
      return told;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/stream');
    expect(complaints(records, 'rsocket')).toEqual([]);
    const counted = records.filter(({ channel }) => channel?.startsWith('count'));
    const credits = counted.map(({ layers: [layer] }) => fieldAt(layer, 'credit')?.value);
    expect(credits.filter((credit) => credit !== undefined)).toEqual(creditsOf(peer.said));
    expect(dataOf(counted, 'received').map((number) => `next ${number}`)).toEqual(
      told.slice(0, 10),
    );
    expect(spoken(counted, 'sent').at(-1)).toBe('CANCEL count #3 in count #3');
    expect(peer.said.at(-2)).toBe('count cancel');
  });

  it('hold a channel, with credit either way', async () => {
    const peer = await serve('/channel');
    const { value: told, lines } = await stage.play<string[]>(`${rsocketClient('/channel')}
      await over(async (done) => {
        const channel = client.requestChannel(payload('talk', 'one'), 5, false, subscriber(done));
        await until(() => told.filter((word) => word === 'request 1').length === 1);
        channel.onNext({ data: Buffer.from('two') }, false);
        await until(() => told.filter((word) => word === 'request 1').length === 2);
        channel.onNext({ data: Buffer.from('three') }, true);
      });
      client.close();
      return told;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/channel');
    expect(complaints(records, 'rsocket')).toEqual([]);
    expect(
      records
        .slice(1)
        .map(({ layers: [layer] }) => [layer?.summary, fieldAt(layer, 'credit')?.value]),
    ).toEqual([
      ['REQUEST_CHANNEL talk #1, n 5', 5],
      ['PAYLOAD talk #1', 4],
      ['REQUEST_N talk #1, n 1', 1],
      ['PAYLOAD talk #1', 0],
      ['PAYLOAD talk #1', 3],
      ['REQUEST_N talk #1, n 1', 1],
      ['PAYLOAD talk #1, complete', 0],
      ['PAYLOAD talk #1, complete', 2],
    ]);
    expect(dataOf(records, 'sent')).toEqual(['one', 'two', 'three']);
    expect(told.filter((word) => word.startsWith('next'))).toHaveLength(3);
    expect(peer.said.filter((word) => word.startsWith('echo got'))).toHaveLength(3);
  });

  it('keep each other alive', async () => {
    await serve('/alive');
    const { lines } = await stage.play(`${rsocketClient('/alive', '{ keepAlive: 100 }')}
      await new Promise((done) => setTimeout(done, 450));
      client.close();`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/alive');
    expect(complaints(records, 'rsocket')).toEqual([]);
    const beats = records.filter(({ heartbeat }) => heartbeat);
    expect(spoken(beats, 'sent').length).toBeGreaterThan(1);
    expect(new Set(spoken(beats, 'sent'))).toEqual(new Set(['KEEPALIVE, respond']));
    expect(new Set(spoken(beats, 'received'))).toEqual(new Set(['KEEPALIVE']));
  });

  it('cut what is large into fragments, read as one payload; the server asks back', async () => {
    const peer = await serve('/fragments');
    const text = Array.from({ length: 400 }, (_, i) => i).join(' ');
    const { value: told, lines } = await stage.play<string[]>(`
      ${rsocketClient('/fragments', '{}', '{ maxOutboundFragmentSize: 100 }')}
      await over((done) => client.requestResponse(payload('echo', '${text}'), subscriber(done)));
      client.fireAndForget(payload('ask', '${text}'), subscriber(() => undefined));
      await until(() => told.some((word) => word.startsWith('asked')));
      await over((done) => client.requestResponse(payload('echo', 'last'), subscriber(done)));
      client.close();
      return told;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/fragments');
    expect(complaints(records, 'rsocket')).toEqual([]);
    expect(spoken(records, 'sent')).toEqual([
      'SETUP, 1.0, text/plain',
      'REQUEST_RESPONSE echo #1 in echo #1',
      'REQUEST_FNF ask #3 in ask #3',
      'PAYLOAD ask #2, complete in ask #2',
      'REQUEST_RESPONSE echo #5 in echo #5',
    ]);
    expect(spoken(records, 'received')).toEqual([
      'PAYLOAD echo #1, complete in echo #1',
      'REQUEST_RESPONSE ask #2 in ask #2',
      'PAYLOAD echo #5, complete in echo #5',
    ]);
    const cut = records.filter(({ messages }) => messages.length > 1);
    expect(cut.map(({ layers: [layer] }) => layer?.summary)).toEqual([
      'REQUEST_RESPONSE echo #1',
      'REQUEST_FNF ask #3',
    ]);
    for (const { layers } of cut) expect(fieldAt(layers[1], 'text')?.value).toBe(text);
    expect(peer.said).toEqual([`echo ${text.length} B`, 'answered well', 'echo 4 B']);
    expect(told).toEqual([`next ${text}`, 'complete', `asked ${text}`, 'next last']);
  });
});

/** The data of one direction as text. */
const dataOf = (records: readonly RecordLine[], direction: RecordLine['direction']) =>
  records.flatMap(({ direction: own, layers: [, data] }) =>
    own === direction && data ? [data.summary] : [],
  );

/** `['text/x-trace', 'text', 'trace']` of an entry of composite metadata. */
const contentOf = (entry: readonly FieldLine[]) => {
  const mime = entry.find(({ name }) => name === 'MIME type');
  const [inner] = entry.find(({ name }) => name === 'content')?.children ?? [];
  return [mime?.value, inner?.name, inner?.value];
};

/** What may still be sent after each word of the server about its streams, one after the other. */
function creditsOf(said: readonly string[]): number[] {
  let left = 0;
  return said.flatMap((word) => {
    const [, verb, number] = word.split(' ');
    if (verb === 'of') left = 0;
    if (verb === 'request') left += Number(number);
    if (verb === 'next') left -= 1;
    return verb === 'request' || verb === 'next' ? [left] : [];
  });
}
