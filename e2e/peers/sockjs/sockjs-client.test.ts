import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { type LogLine, linesOf } from '../../lines.ts';
import { readLog } from '../../stage.ts';
import { until } from '../../until.ts';
import { derivedAgain, isDerived } from '../derived-again.ts';
import { fieldAt } from '../recorded.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { type Book, type Said, serveEcho, serveStomp } from './services.ts';

let stage: PeerStage;
const book: Book = [];

beforeAll(async () => {
  stage = await setPeers([
    'sockjs-client/dist/sockjs.min.js',
    '@stomp/stompjs/bundles/stomp.umd.js',
  ]);
  const client = `${stage.url}library/0.js`;
  serveEcho(stage.http, book, client);
  serveStomp(stage.http, book, client);
});

afterAll(() => stage?.close());

beforeEach(() => {
  book.length = 0;
});

/** What `htmlfile` brings is known only of streams that the server ended: it has a test of its own. */
const TRANSPORTS = [
  'websocket',
  'xhr-streaming',
  'eventsource',
  'xhr-polling',
  'jsonp-polling',
  'iframe-eventsource',
  'iframe-xhr-polling',
];

const said = (of: Book, direction: Said['direction']) =>
  of.filter((one) => one.direction === direction).map(({ text }) => short(text));

/** Long texts by their length: a difference stays readable. */
const short = (text: string) => (text.length > 1000 ? `${text.length} of ${text[0]}` : text);

/** The messages that SockJS carried in one direction, by the records of the log. */
function recorded(lines: readonly LogLine[], direction: Said['direction']): unknown[] {
  return sockjsRecords(lines)
    .filter((record) => record.direction === direction)
    .flatMap(({ layers }) => fieldAt(layers[0], 'message')?.value ?? [])
    .map((text) => short(String(text)));
}

function sockjsRecords(lines: readonly LogLine[]): RecordLine[] {
  return linesOf(lines, 'record').filter(({ layers }) => layers[0]?.protocol === 'sockjs');
}

/** Plays the script; the log as it is once all of it is there, or after some seconds. */
async function play(
  script: string,
  isComplete: (lines: readonly LogLine[]) => boolean,
): Promise<readonly LogLine[]> {
  await stage.play(script);
  return until(() => readLog(stage.panel), isComplete, PATIENCE);
}

/** Longer than the panel waits for a payload, in seconds. */
const PATIENCE = 12;

/** Whether there are as many messages as in the server's book. */
function isAsBook(lines: readonly LogLine[]): boolean {
  const count = recorded(lines, 'sent').length + recorded(lines, 'received').length;
  return count >= book.length;
}

const problems = (records: readonly RecordLine[]) =>
  records.flatMap(({ layers }) => layers.flatMap((layer) => layer.problems));

describe.each(TRANSPORTS)('sockjs-client over %s', (transport) => {
  const open = (path: string) => `new SockJS('${path}', null, { transports: ['${transport}'] })`;

  it('is one session, with every message that the server heard and said', async () => {
    const lines = await play(
      `
      const socket = ${open('/echo')};
      await new Promise((done) => { socket.onopen = done; });
      const texts = ['plain', '{"a":1}', 'h\\u00e9 "x" \\\\ %41 \\u2028 \\ud83d\\udc4b', '', 'x'.repeat(70000), 'last'];
      let left = texts.length;
      await new Promise((done) => {
        socket.onmessage = () => { left -= 1; if (left === 0) done(); };
        for (const text of texts) socket.send(text);
      });
      await new Promise((done) => setTimeout(done, 200));
      socket.close();`,
      isAsBook,
    );
    expect(recorded(lines, 'sent')).toEqual(said(book, 'sent'));
    expect(recorded(lines, 'received')).toEqual(said(book, 'received'));
    const records = sockjsRecords(lines);
    expect(problems(records)).toEqual([]);
    expect(new Set(records.map(({ channelId }) => channelId)).size).toBe(1);
    expect(linesOf(lines, 'channel').filter(({ type }) => type === 'sockjs-session')).toHaveLength(
      1,
    );
  });

  it('carries STOMP, whose subscriptions and receipts hold over all its connections', async () => {
    const lines = await play(
      `
      let heard = 0;
      const client = new StompJs.Client({
        webSocketFactory: () => ${open('/stomp')},
        stompVersions: new StompJs.Versions(['1.1']),
        connectHeaders: { host: '/' },
        heartbeatIncoming: 0, heartbeatOutgoing: 0, reconnectDelay: 0,
      });
      await new Promise((done) => { client.onConnect = done; client.activate(); });
      const receipt = (id) => new Promise((done) => client.watchForReceipt(id, done));
      const subscribed = receipt('r1');
      client.subscribe('/topic/*', () => { heard += 1; }, { id: 'all', receipt: 'r1' });
      await subscribed;
      client.publish({ destination: '/topic/one', body: 'one' });
      client.publish({ destination: '/topic/two', body: '{"a":1}' });
      while (heard < 2) await new Promise((done) => setTimeout(done, 10));
      await client.deactivate();`,
      (all) => conversation(all, 'received').length >= 5,
    );
    expect(conversation(lines, 'sent')).toEqual([
      'CONNECT 1.1',
      'SUBSCRIBE /topic/* in /topic/*',
      'SEND /topic/one in /topic/one',
      'SEND /topic/two in /topic/two',
      'DISCONNECT close-0',
    ]);
    expect(conversation(lines, 'received')).toEqual([
      'CONNECTED 1.1',
      'RECEIPT r1 in /topic/*',
      'MESSAGE /topic/one in /topic/*',
      'MESSAGE /topic/two in /topic/*',
      'RECEIPT close-0',
    ]);
    const answers = stompLayers(lines).map((layer) => fieldAt(layer, 'receipt-id')?.note ?? '');
    expect(answers.filter(Boolean)).toEqual([
      expect.stringMatching(/^answers SUBSCRIBE \/topic\/\*, \d+ ms later$/),
      expect.stringMatching(/^answers DISCONNECT close-0, \d+ ms later$/),
    ]);
    expect(problems(sockjsRecords(lines))).toEqual([]);
    expect(await derivedAgain(lines)).toEqual(lines.filter(isDerived));
  });
});

describe.each(['htmlfile', 'iframe-htmlfile'])('sockjs-client over %s', (transport) => {
  it('is one session, with every message of the streams that the server ended', async () => {
    const lines = await play(
      `
      const socket = new SockJS('/echo', null, { transports: ['${transport}'] });
      await new Promise((done) => { socket.onopen = done; });
      const say = (texts) => new Promise((done) => {
        let left = texts.length;
        socket.onmessage = () => { left -= 1; if (left === 0) done(); };
        for (const text of texts) socket.send(text);
      });
      // The server ends a stream that has brought 128 KiB. No text has a closing tag in it, which it
      // would write into its script as it is.
      await say(['plain', 'h\\u00e9 "x" \\\\ \\u2028', 'x'.repeat(70000), 'y'.repeat(70000)]);
      await say(['last', 'z'.repeat(140000)]);
      await new Promise((done) => setTimeout(done, 500));
      socket.close();`,
      isAsBook,
    );
    expect(recorded(lines, 'sent')).toEqual(said(book, 'sent'));
    expect(recorded(lines, 'received')).toEqual(said(book, 'received'));
    const streams = linesOf(lines, 'connection').filter((one) => one.transport === 'document');
    const ended = streams.filter(
      ({ url, state }) => /\/htmlfile\?/.test(url) && state === 'closed',
    );
    expect(ended).toHaveLength(2);
    expect(problems(sockjsRecords(lines))).toEqual([]);
    expect(linesOf(lines, 'channel').filter(({ type }) => type === 'sockjs-session')).toHaveLength(
      1,
    );
    expect(await derivedAgain(lines)).toEqual(lines.filter(isDerived));
  });
});

const isStomp = ({ protocol }: { readonly protocol: string }) => protocol === 'stomp';

const stompLayers = (lines: readonly LogLine[]) =>
  sockjsRecords(lines).flatMap(({ layers }) => layers.find(isStomp) ?? []);

/** STOMP's frames of one direction; those that are in a channel of their own, with it. */
function conversation(lines: readonly LogLine[], direction: Said['direction']): string[] {
  return sockjsRecords(lines)
    .filter((record) => record.direction === direction && record.layers.some(isStomp))
    .map(({ layers, channel = '' }) => {
      const summary = layers.find(isStomp)?.summary;
      return channel.startsWith('/') ? `${summary} in ${channel}` : `${summary}`;
    });
}
