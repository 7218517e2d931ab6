import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { type LogLine, linesOf } from '../../lines.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import { addressOf } from '../servers/own-server.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { negotiate, serveHub } from './hub.ts';

const LIBRARIES = [
  '@microsoft/signalr/dist/browser/signalr.min.js',
  '@microsoft/signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.min.js',
];

let sockets: WebSocketServer;
let stage: PeerStage;

beforeAll(async () => {
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  serveHub(sockets);
  stage = await setPeers(LIBRARIES, negotiate);
  stage.relay.route('/hub', await addressOf(sockets));
});

afterAll(async () => {
  await stage?.close();
  sockets?.close();
});

/** Begins a script of the page: a started `hub` of @microsoft/signalr, and what it was `told`. */
const hubClient = (encoding: string, keepAlive = 60_000) => `
  const told = [];
  const until = async (isTrue) => {
    while (!isTrue()) await new Promise((done) => setTimeout(done, 10));
  };
  const builder = new signalR.HubConnectionBuilder()
    .withUrl('/hub')
    .withKeepAliveInterval(${keepAlive})
    .configureLogging('none');
  if ('${encoding}' === 'messagepack') {
    builder.withHubProtocol(new signalR.protocols.msgpack.MessagePackHubProtocol());
  }
  const hub = builder.build();
  hub.on('heard', (value) => { told.push(value); });
  hub.on('confirm', (question) => { told.push(question); return 'yes'; });
  const drain = (stream, enough = Infinity) => new Promise((done, failed) => {
    const items = [];
    const end = () => done(items);
    const next = (item) => { if (items.push(item) === enough) { reading.dispose(); end(); } };
    const reading = stream.subscribe({ next, complete: end, error: failed });
  });
  await hub.start();`;

/** All but pings, which come when they will. */
const words = (records: readonly RecordLine[]) => records.filter(({ heartbeat }) => !heartbeat);

/** What a record's invocation id says it answers, or ends. */
const answersIn = (records: readonly RecordLine[]) =>
  records.flatMap(({ layers: [layer] }) => {
    const { note = '' } = fieldAt(layer, 'invocationId') ?? {};
    return /^(answers|ends) /.test(note) ? [note.replace(/, \d+ ms.*/, '')] : [];
  });

describe.each(['json', 'messagepack'])('@microsoft/signalr in %s', (encoding) => {
  it('invokes, fails, sends, and is invoked itself', async () => {
    const { value: told, lines } = await stage.play<unknown[]>(`${hubClient(encoding)}
      told.push(await hub.invoke('Add', 2, 40));
      await hub.invoke('Fail').catch(({ message }) => told.push(message));
      await hub.send('Say', { text: 'h\\u00e9', list: [1, null, true] });
      await until(() => told.length === 3);
      await hub.send('AskMe', 'really?');
      await until(() => told.length === 5);
      await hub.stop();
      return told;`);
    expect(socketTalks(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/hub');
    expect(complaints(records, 'signalr')).toEqual([]);
    expect(spoken(words(records), 'sent')).toEqual([
      expect.stringMatching(`^handshake: ${encoding} \\d$`),
      'Invocation Add #0 in Add',
      'Invocation Fail #1 in Fail',
      'Invocation Say in Say',
      'Invocation AskMe in AskMe',
      'Completion confirm #s1 in confirm',
      'Close',
    ]);
    expect(spoken(words(records), 'received')).toEqual([
      'handshake accepted',
      'Completion Add #0 in Add',
      'Completion Fail #1: It did not work. in Fail',
      'Invocation heard in heard',
      'Invocation confirm #s1 in confirm',
      'Invocation heard in heard',
    ]);
    expect(answersIn(records)).toEqual(['answers Add', 'answers Fail', 'answers confirm']);
    const said = { text: 'hé', list: [1, null, true] };
    expect(told).toEqual([42, 'It did not work.', said, 'really?', 'confirmed yes']);
    const heard = records.filter(({ channel }) => channel === 'heard');
    expect(heard.map(({ layers: [, inner] }) => inner?.summary)).toEqual([
      expect.stringMatching(/^\[1\] \{text: "hé", list: /),
      '[1] "confirmed yes"',
    ]);
  });

  it('streams down until the end or until enough, and up', async () => {
    const { value: told, lines } = await stage.play<unknown[]>(`${hubClient(encoding)}
      told.push(await drain(hub.stream('Count', 3)));
      told.push(await drain(hub.stream('Endless', 2), 2));
      const subject = new signalR.Subject();
      const sum = hub.invoke('Sum', subject);
      for (const item of [10, 20, 30]) subject.next(item);
      subject.complete();
      told.push(await sum);
      await hub.stop();
      return told;`);
    expect(socketTalks(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/hub');
    expect(complaints(records, 'signalr')).toEqual([]);
    expect(spoken(words(records), 'sent').slice(1)).toEqual([
      'StreamInvocation Count #0 in Count',
      'StreamInvocation Endless #1 in Endless',
      'CancelInvocation Endless #1 in Endless',
      'Invocation Sum #3 in Sum',
      'StreamItem Sum #2 in Sum',
      'StreamItem Sum #2 in Sum',
      'StreamItem Sum #2 in Sum',
      'Completion Sum #2 in Sum',
      'Close',
    ]);
    expect(spoken(words(records), 'received').slice(1)).toEqual([
      'StreamItem Count #0 in Count',
      'StreamItem Count #0 in Count',
      'StreamItem Count #0 in Count',
      'Completion Count #0 in Count',
      'StreamItem Endless #1 in Endless',
      'StreamItem Endless #1 in Endless',
      'Completion Endless #1 in Endless',
      'Completion Sum #3 in Sum',
    ]);
    const items = records.flatMap(({ layers: [layer] }) => fieldAt(layer, 'item')?.value ?? []);
    expect(items.sort()).toEqual([1, 1, 10, 2, 2, 20, 3, 30]);
    expect(told).toEqual([[1, 2, 3], [1, 2], 60]);
    expect(answersIn(records).sort()).toEqual([
      'answers Count',
      'answers Endless',
      'answers Sum',
      'answers Sum',
      'ends Count',
      'ends Endless',
      'ends Sum',
    ]);
  });

  it('pings, and goes when it is told to; its token is not shown among the fields', async () => {
    const { value: told, lines } = await stage.play<string[]>(`${hubClient(encoding, 100)}
      await new Promise((done) => setTimeout(done, 350));
      const closed = new Promise((done) => hub.onclose(done));
      await hub.send('Leave');
      const error = await closed;
      return [error?.message ?? 'no error'];`);
    expect(socketTalks(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/hub');
    expect(complaints(records, 'signalr')).toEqual([]);
    const pings = records.filter(({ heartbeat }) => heartbeat);
    expect(new Set(pings.map(({ layers: [layer] }) => layer?.summary))).toEqual(new Set(['Ping']));
    expect(spoken(pings, 'sent').length).toBeGreaterThan(1);
    // Of Microsoft's encoders only the one for JSON writes why a connection is closed.
    const reason = encoding === 'json' ? ': as you wished' : '';
    expect(spoken(words(records), 'received')).toEqual(['handshake accepted', `Close${reason}`]);
    expect(told[0]?.endsWith(reason)).toBe(true);
    const [negotiation] = linesOf(lines, 'record');
    expect(negotiation?.layers[0]).toMatchObject({
      protocol: 'signalr',
      summary: 'negotiated: WebSockets',
    });
    expect(JSON.stringify(linesOf(lines, 'record'))).not.toContain('secret-token');
  });
});

/** The sockets' talks: before them, a client asks by fetch how it may connect. */
const socketTalks = (lines: readonly LogLine[]) =>
  talksOfLog(lines).filter(({ about }) => !about.startsWith('POST'));
