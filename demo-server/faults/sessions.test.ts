import { EventEmitter } from 'node:events';
import { io } from 'socket.io-client';
import SockJS from 'sockjs-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Ledger } from '../ledger/ledger.ts';
import { LIMITS } from '../limits.ts';
import { type DemoServer, startDemoServer } from '../server.ts';
import { befallPackets } from '../sockets/socket-io/befall-packets.ts';
import { ledgerOf } from '../testing/ledger-of.ts';
import { publish, sendJson } from '../testing/requests.ts';
import { FaultDesk } from './desk.ts';
import { OpenConnections } from './open-connections.ts';

/** Faults and limits as they strike sessions of the public clients of Socket.IO and SockJS. */

let server: DemoServer;
const leave: (() => void)[] = [];
beforeEach(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterEach(async () => {
  for (const one of leave.splice(0)) one();
  await server.close();
});

/** A client that has joined `chat`: what it heard of it, and what became of it. */
interface Client {
  readonly heard: string[];
  readonly ended: string[];
  /** Resolves once the server has read all that was said, and said so. */
  ask(): Promise<void>;
}

async function socketIo(transport: 'polling' | 'websocket'): Promise<Client> {
  const socket = io(server.url, { transports: [transport], forceNew: true, reconnection: false });
  leave.push(() => socket.close());
  const heard: string[] = [];
  const ended: string[] = [];
  socket.on('message', ({ text }: { text: string }) => heard.push(text));
  socket.on('disconnect', (reason) => ended.push(reason));
  socket.on('connect_error', (error) => ended.push(error.message));
  await socket.emitWithAck('join', 'chat');
  return { heard, ended, ask: () => socket.emitWithAck('join', 'chat') };
}

async function sockJs(transports: 'websocket' | 'xhr-streaming' | 'xhr-polling'): Promise<Client> {
  const socket = new SockJS(`${server.url}/sockjs`, null, { transports });
  leave.push(() => socket.close());
  const frames: string[] = [];
  const heard: string[] = [];
  const ended: string[] = [];
  socket.onmessage = ({ data }: { data: string }) => {
    frames.push(data);
    const text = /^MESSAGE\n(?:[^\n:]+:[^\n]*\n)*\n.*"text":"(\w*)"\}\0$/s.exec(data)?.[1];
    if (text !== undefined) heard.push(text);
    else if (!/^(?:CONNECTED|RECEIPT)\n/.test(data)) heard.push('?');
  };
  socket.onclose = ({ code, reason }) => ended.push(`${code} ${reason}`.trim());
  await new Promise<void>((done) => {
    socket.onopen = () => done();
  });
  socket.send('CONNECT\naccept-version:1.2\nhost:x\n\n\0');
  let receipts = 0;
  const receipt = async (frame: (id: number) => string) => {
    receipts += 1;
    const id = receipts;
    socket.send(frame(id));
    await vi.waitFor(() => expect(frames.join()).toContain(`receipt-id:${id}\n`), 5_000);
  };
  await receipt((id) => `SUBSCRIBE\nid:1\ndestination:/topic/chat\nreceipt:${id}\n\n\0`);
  return { heard, ended, ask: () => receipt((id) => `ACK\nid:none\nreceipt:${id}\n\n\0`) };
}

const KINDS = [
  ['socket.io', 'polling', () => socketIo('polling')],
  ['socket.io', 'websocket', () => socketIo('websocket')],
  ['sockjs', 'websocket', () => sockJs('websocket')],
  ['sockjs', 'xhr-streaming', () => sockJs('xhr-streaming')],
  ['sockjs', 'xhr-polling', () => sockJs('xhr-polling')],
] as const;

async function fault(body: object): Promise<{ id: number; struck: number }> {
  const answer = await sendJson(server, 'POST', '/api/faults', body);
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as { id: number; struck: number };
}

const faultsOf = async (transport: string) =>
  (await ledgerOf(server)).flatMap((entry) =>
    entry.kind === 'fault' && entry.transport === transport ? [entry.fault] : [],
  );

const say = async (...texts: string[]) => {
  for (const text of texts) await publish(server, 'chat', text);
};

describe.each(KINDS)('%s over %s', (transport, carrier, connect) => {
  const mine = { for: { transport } };

  test.each([
    ['drop', ['b', 'c']],
    ['duplicate', ['a', 'a', 'b', 'c']],
    ['reorder', ['b', 'a', 'c']],
  ])('%s strikes messages', async (kind, expected) => {
    const client = await connect();
    await fault({ kind, times: 1, ...mine });
    await say('a', 'b', 'c');
    await vi.waitFor(() => expect(client.heard).toEqual(expected));
    expect(await faultsOf(transport)).toEqual([kind]);
  });

  test('delay holds messages back, in their order', async () => {
    const client = await connect();
    await fault({ kind: 'delay', milliseconds: 150, ...mine });
    const start = Date.now();
    await say('a', 'b');
    await vi.waitFor(() => expect(client.heard).toEqual(['a', 'b']));
    expect(Date.now() - start).toBeGreaterThanOrEqual(149);
    expect(await faultsOf(transport)).toEqual(['delay', 'delay']);
  });

  test.each(['malformed', 'truncated'])('%s breaks a message', async (kind) => {
    const client = await connect();
    await fault({ kind, times: 1, ...mine });
    await say('a');
    await vi.waitFor(() => expect([...client.heard, ...client.ended]).toHaveLength(1));
    expect([...client.heard, ...client.ended]).toEqual([
      transport === 'sockjs' ? '?' : 'parse error',
    ]);
    expect(await faultsOf(transport)).toEqual([kind]);
  });

  test('silence swallows what either side says', async () => {
    const client = await connect();
    const { id } = await fault({ kind: 'silence', ...mine });
    void client.ask().catch(() => undefined);
    await vi.waitFor(async () => expect(await faultsOf(transport)).toEqual(['silence']));
    await say('a');
    await vi.waitFor(async () => expect(await faultsOf(transport)).toHaveLength(2));
    await fetch(`${server.url}/api/faults/${id}`, { method: 'DELETE' });
    await say('b');
    await vi.waitFor(() => expect(client.heard).toEqual(['b']));
  });

  test('a slow reader hears the client late', async () => {
    const client = await connect();
    await fault({ kind: 'slow-reader', milliseconds: 150, ...mine });
    const start = Date.now();
    if (transport === 'sockjs') await client.ask().catch(() => undefined);
    else await client.ask();
    expect(Date.now() - start).toBeGreaterThanOrEqual(149);
    expect(await faultsOf(transport)).toContain('slow-reader');
  });

  test('close ends it, with its code where one can be said', async () => {
    const client = await connect();
    expect(await fault({ kind: 'close', code: 4123, reason: 'enough', ...mine })).toEqual({
      struck: 1,
    });
    await vi.waitFor(() => expect(client.ended).toHaveLength(1));
    if (transport === 'sockjs') expect(client.ended).toEqual(['4123 enough']);
    expect(await faultsOf(transport)).toEqual(['close']);
  });

  test('cut ends it without a word', async () => {
    const client = await connect();
    expect(await fault({ kind: 'cut', ...mine })).toEqual({ struck: 1 });
    if (carrier === 'xhr-streaming') {
      // In Node its client takes no notice. The server gives the session up after five seconds.
      const isClosed = async () =>
        (await ledgerOf(server)).some(
          (entry) => entry.transport === 'sockjs' && entry.kind === 'close',
        );
      await vi.waitFor(async () => expect(await isClosed()).toBe(true), 8_000);
    } else {
      await vi.waitFor(() => expect(client.ended).toHaveLength(1));
      expect(client.ended[0]).toMatch(transport === 'sockjs' ? /^100[26]/ : /^(?:transport|xhr)/);
    }
    expect(await faultsOf(transport)).toEqual(['cut']);
  });

  test('a bad frame ends what a WebSocket carries, and cannot be sent over anything else', async () => {
    const client = await connect();
    const isWebSocket = carrier === 'websocket';
    expect(await fault({ kind: 'bad-frame', ...mine })).toEqual({ struck: isWebSocket ? 1 : 0 });
    if (isWebSocket) await vi.waitFor(() => expect(client.ended).toHaveLength(1));
    else await say('a');
    if (!isWebSocket) await vi.waitFor(() => expect(client.heard).toEqual(['a']));
    expect(await faultsOf(transport)).toEqual(isWebSocket ? ['bad-frame'] : []);
  });

  test('a status is the answer to its requests', async () => {
    await fault({ kind: 'status', status: 503, retryAfter: 3, times: 1, ...mine });
    const path = transport === 'sockjs' ? '/sockjs/info' : '/socket.io/?EIO=4&transport=polling';
    const answer = await fetch(server.url + path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('3');
    await connect();
    expect(await faultsOf(transport)).toEqual(['status']);
  });

  test('nothing is the answer to its requests, or a late one', async () => {
    const path = transport === 'sockjs' ? '/sockjs/info' : '/socket.io/?EIO=4&transport=polling';
    await fault({ kind: 'hang-up', times: 1, ...mine });
    await expect(fetch(server.url + path)).rejects.toThrow();
    await fault({ kind: 'slow-server', milliseconds: 120, times: 1, ...mine });
    const start = Date.now();
    expect((await fetch(server.url + path)).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(119);
    expect(await faultsOf(transport)).toEqual(['hang-up', 'slow-server']);
  });
});

test('heart-beats of Engine.IO are missed', () => {
  const { session, sent } = engineSession();
  const laboratory = { faults: new FaultDesk(), connections: new OpenConnections() };
  const connection = new Ledger().open('socket.io', { url: '/socket.io/' });
  befallPackets(session, connection, laboratory);
  laboratory.faults.switchOn(FAULT_OF_HEART_BEATS, Date.now());
  session.sendPacket('ping');
  session.sendPacket('message', '2["a"]');
  session.sendPacket('noop');
  expect(sent).toEqual(['message', 'noop']);
});

test('a session of Engine.IO whose client does not read is dropped', () => {
  const { session, sent } = engineSession();
  const laboratory = { faults: new FaultDesk(), connections: new OpenConnections() };
  const connection = new Ledger().open('socket.io', { url: '/socket.io/' });
  befallPackets(session, connection, laboratory);
  const data = 'x'.repeat(1024 * 1024);
  for (let size = 0; size <= LIMITS.backlog; size += data.length)
    session.emit('packetCreate', { type: 'message', data });
  expect(sent).toEqual(['close']);
});

const FAULT_OF_HEART_BEATS = { kind: 'missed-heart-beats', for: {} } as const;

/** A session as the library makes them, without a client. */
function engineSession() {
  const sent: string[] = [];
  const emitter = new EventEmitter();
  const session = Object.assign(emitter, {
    id: 's',
    request: {},
    transport: { name: 'polling' },
    sendPacket: (type: string, _data?: unknown) => void sent.push(type),
    close: () => void sent.push('close'),
  });
  return { session, sent };
}

test('a SockJS client that reads nothing is dropped', async () => {
  const own = `${server.url}/sockjs/000/reads-nothing`;
  await fetch(`${own}/xhr`, { method: 'POST' });
  const send = (...frames: string[]) =>
    fetch(`${own}/xhr_send`, { method: 'POST', body: JSON.stringify(frames) });
  await send(
    'CONNECT\naccept-version:1.2\nhost:x\n\n\0',
    'SUBSCRIBE\nid:1\ndestination:/topic/x\n\n\0',
  );
  const big = `SEND\ndestination:/topic/x\n\n${'x'.repeat(60_000)}\0`;
  const closed = async () =>
    (await ledgerOf(server)).some(
      ({ kind, transport }) => kind === 'close' && /js/.test(transport),
    );
  for (let size = 0; size <= LIMITS.backlog && !(await closed()); size += 10 * big.length)
    await send(...Array.from({ length: 10 }, () => big));
  await vi.waitFor(async () => expect(await closed()).toBe(true), 8_000);
});

test('faults for one client’s URL strike nobody else', async () => {
  const [own, other] = [await socketIo('websocket'), await sockJs('websocket')];
  await fault({ kind: 'drop', for: { url: 'EIO=4' } });
  await say('a');
  await vi.waitFor(() => expect(other.heard).toEqual(['a']));
  expect(own.heard).toEqual([]);
});

test.each([
  ['skip-ids', 'socket.io'],
  ['buffering', 'sockjs'],
  ['missed-heart-beats', 'http'],
  ['slow-reader', 'sse'],
])('%s for %s is refused: it cannot strike that', async (kind, transport) => {
  const more = kind === 'slow-reader' ? { milliseconds: 1 } : {};
  const body = { kind, ...more, for: { transport } };
  const answer = await sendJson(server, 'POST', '/api/faults', body);
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { error: string }).error).toContain('cannot strike');
});

test('the switches tell what each kind can strike', async () => {
  const { reach } = (await (await fetch(`${server.url}/api/faults`)).json()) as {
    reach: Record<string, string[]>;
  };
  expect(reach['skip-ids']).toEqual(['sse']);
  expect(reach.drop).toEqual(['stream', 'sse', 'websocket', 'sockjs', 'socket.io']);
});
