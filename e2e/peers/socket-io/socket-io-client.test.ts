import type { Server } from 'socket.io';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { type LogLine, linesOf } from '../../lines.ts';
import { readLog } from '../../stage.ts';
import { until } from '../../until.ts';
import { derivedAgain, isDerived } from '../derived-again.ts';
import { fieldAt } from '../recorded.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { type Said, serveSocketIo } from './service.ts';

let stage: PeerStage;
let server: Server;
const book: Said[] = [];

beforeAll(async () => {
  stage = await setPeers(['socket.io-client/dist/socket.io.min.js']);
  server = serveSocketIo(stage.http, book);
});

afterAll(async () => {
  await server?.close();
  await stage?.close();
});

beforeEach(() => {
  book.length = 0;
});

/** Talks in both namespaces, with attachments, empty ones among them, and acknowledgements. */
const talk = (options: string, between = '') => `
  const bytes = (...list) => Uint8Array.from(list);
  const main = io({ forceNew: true, reconnection: false, ...${options} });
  const admin = main.io.socket('/admin');
  for (const socket of [main, admin]) socket.on('question', (text, answer) => answer('fine', bytes(9)));
  const connected = (socket) => new Promise((done) => socket.connected ? done() : socket.on('connect', done));
  const heard = (socket, name) => new Promise((done) => socket.once('again ' + name, done));
  admin.connect();
  await Promise.all([connected(main), connected(admin)]);
  const say = async (turn) => {
    const done = heard(main, 'last' + turn);
    main.emit('plain' + turn, { text: 'h\\u00e9 \\ud83d\\udc4b', n: [1, null, true] });
    main.emit('bytes' + turn, bytes(1, 2, 3), { inside: bytes(0, 255), none: bytes() });
    admin.emit('order' + turn, 'x'.repeat(20000), bytes(7).buffer);
    const answers = [main.emitWithAck('ask' + turn, 1), admin.emitWithAck('ask' + turn, bytes(4, 5))];
    main.emit('last' + turn);
    await Promise.all([done, ...answers]);
  };
  await say(1);
  ${between}
  await say(2);
  const transport = main.io.engine.transport.name;
  await new Promise((done) => setTimeout(done, 600));
  main.disconnect(); admin.disconnect();
  return transport;`;

/** Waits until the session has gone on to a WebSocket. */
const UPGRADED = `while (main.io.engine.transport.name !== 'websocket' || main.io.engine.upgrading)
  await new Promise((done) => setTimeout(done, 10));`;

describe.each([
  ['polling alone', `{ transports: ['polling'] }`, '', 'polling'],
  ['WebSocket alone', `{ transports: ['websocket'] }`, '', 'websocket'],
  ['polling, and WebSocket after the upgrade', '{}', UPGRADED, 'websocket'],
])('socket.io-client over %s', (_, options, between, transport) => {
  it('is one session: every event of every namespace, with its attachments, answers matched', async () => {
    const { value } = await stage.play<string>(talk(options, between));
    expect(value).toBe(transport);
    const lines = await until(
      () => readLog(stage.panel),
      (all) => recorded(all, 'sent').length + recorded(all, 'received').length >= book.length,
    );
    for (const namespace of ['/', '/admin'])
      for (const direction of ['sent', 'received'] as const) {
        const isOf = (one: Said) => one.namespace === namespace && one.direction === direction;
        expect(recorded(lines, direction).filter(isOf)).toEqual(book.filter(isOf));
      }
    const records = packets(lines);
    expect(records.flatMap(({ layers }) => layers.flatMap(({ problems }) => problems))).toEqual([]);
    expect(unmatched(records)).toEqual([]);
    expect(new Set(records.map(({ channelId }) => channelId)).size).toBe(2);
    expect(await derivedAgain(lines)).toEqual(lines.filter(isDerived));
    const sessions = linesOf(lines, 'channel').filter(({ type }) => type === 'engine-io-session');
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.connections.length).toBeGreaterThan(transport === value && between ? 1 : 0);
  });
});

function packets(lines: readonly LogLine[]): RecordLine[] {
  return linesOf(lines, 'record').filter(({ layers }) => layers[1]?.protocol === 'socket-io');
}

/** Events and acknowledgements of one direction, in the words of the server's book. */
function recorded(lines: readonly LogLine[], direction: Said['direction']): Said[] {
  return packets(lines).flatMap((record) => {
    const [, layer] = record.layers;
    const type = String(fieldAt(layer, 'type')?.value);
    if (record.direction !== direction || !/EVENT|ACK/.test(type)) return [];
    const name = type.includes('ACK') ? 'ack' : String(fieldAt(layer, 'event')?.value);
    return [
      { direction, namespace: record.channel ?? '', name, binary: attachments(lines, record) },
    ];
  });
}

/** Acknowledgements of which nobody knows what they answer. */
function unmatched(records: readonly RecordLine[]): unknown[] {
  return records
    .filter(({ layers }) => layers[1]?.summary.includes('ACK '))
    .filter(({ layers }) => !fieldAt(layers[1], 'id')?.note?.startsWith('answers '));
}

/** Between two packets of a polling body. */
const SEPARATOR = '\u001e';

/** What a record took of messages behind its packet: bytes, or base64 behind a `b`. */
function attachments(lines: readonly LogLine[], record: RecordLine): string[] {
  const { connection, messages, spans = [] } = record;
  const own = messages.map((message, at) => ({ connection, message, span: spans[at] ?? [0, 0] }));
  const [, ...rest] = record.sources ?? own;
  return rest.map(({ connection: id, message, span: [start, end] }) => {
    const line = linesOf(lines, 'message').find(
      (one) => one.connection === id && one.index === message,
    );
    if (line?.text === undefined) return line?.base64 ?? '';
    const packet = Buffer.from(line.text).subarray(start, end).toString('latin1');
    return packet.replace(/^b/, '').split(SEPARATOR, 1)[0] ?? '';
  });
}
