import { useServer } from 'graphql-ws/use/ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { linesOf } from '../../lines.ts';
import { talksOfLog } from '../../talk.ts';
import { bytesOf, complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import { addressOf } from '../servers/own-server.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { schema } from './schema.ts';

let sockets: WebSocketServer;
let stage: PeerStage;

beforeAll(async () => {
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const onConnect = ({ connectionParams }: { connectionParams?: Record<string, unknown> }) =>
    connectionParams?.token !== 'wrong';
  useServer({ schema, onConnect }, sockets, 0);
  stage = await setPeers(['graphql-ws/umd/graphql-ws.min.js']);
  stage.relay.route('/graphql', await addressOf(sockets));
});

afterAll(async () => {
  await stage?.close();
  sockets?.close();
});

/** Begins a script of the page: `ask` gives all that the client delivered of one operation. */
const client = (token: string, keepAlive = 0) => `
  const client = graphqlWs.createClient({
    url: 'ws://' + location.host + '/graphql',
    connectionParams: { token: '${token}' },
    lazy: false,
    keepAlive: ${keepAlive},
    retryAttempts: 0,
    onNonLazyError() {},
  });
  const ask = (query, variables) => new Promise((done) => {
    const results = [];
    client.subscribe({ query, variables }, {
      next: (result) => results.push(result),
      error: (errors) => done({ results, errors }),
      complete: () => done({ results }),
    });
  });`;

/** What the client delivered of one operation. */
interface Outcome {
  readonly results: readonly unknown[];
  readonly errors?: readonly unknown[];
}

/** Each operation with its channel, and what the log has to show of its results. */
const OPERATIONS: readonly (readonly [query: string, channel: string, results: string[]])[] = [
  [
    'query Greeting($name: String) { greeting(name: $name) }',
    'Greeting',
    ['next Greeting: {data: {greeting: "Hello, Kim!"}}', 'complete Greeting'],
  ],
  [
    '{ greeting }',
    'query { greeting }',
    ['next query { greeting }: {data: {greeting: "Hello, you!"}}', 'complete query { greeting }'],
  ],
  [
    'mutation Greet { greet(name: "Lee") }',
    'Greet',
    ['next Greet: {data: {greet: "Hello, Lee!"}}', 'complete Greet'],
  ],
  [
    'subscription Count { countdown(from: 3) }',
    'Count',
    [
      'next Count: {data: {countdown: 3}}',
      'next Count: {data: {countdown: 2}}',
      'next Count: {data: {countdown: 1}}',
      'complete Count',
    ],
  ],
  [
    'query Failing { failing }',
    'Failing',
    [expect.stringMatching(/^next Failing: message: "It did not work\."/), 'complete Failing'],
  ],
  [
    'query Wrong { nothingSuch }',
    'Wrong',
    [expect.stringMatching(/^error Wrong: \[1\] \{message: "Cannot query field/)],
  ],
];

/** The payload of a message, where it has one. */
function payloadOf(message: Buffer): unknown[] {
  const { payload }: { payload?: unknown } = JSON.parse(message.toString('utf8'));
  return payload === undefined ? [] : [payload];
}

describe('graphql-ws, client and server', () => {
  it.each(OPERATIONS)('%s', async (query, channel, results) => {
    const { value: outcome, lines } = await stage.play<Outcome>(`${client('right')}
      const outcome = await ask(${JSON.stringify(query)}, { name: 'Kim' });
      await client.dispose();
      return outcome;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/graphql');
    expect(complaints(records, 'graphql')).toEqual([]);
    const own = records.filter((record) => record.channel === channel);
    expect(spoken(own, 'sent')).toEqual([`subscribe ${channel} in ${channel}`]);
    const received = own.filter(({ direction }) => direction === 'received');
    expect(
      received.map(({ layers: [outer, inner] }) =>
        inner ? `${outer?.summary}: ${inner.summary}` : outer?.summary,
      ),
    ).toEqual(results);
    const { results: delivered, errors = [] } = outcome;
    const payloads = received.flatMap((record) => payloadOf(bytesOf(lines, record)));
    expect(payloads).toEqual([...delivered, ...(errors.length > 0 ? [errors] : [])]);
    const { note = '' } = fieldAt(received[0]?.layers[0], 'id') ?? {};
    expect(note.startsWith(`answers subscribe ${channel}, `)).toBe(true);
    expect(linesOf(lines, 'channel')).toMatchObject([{ name: channel, type: 'graphql-operation' }]);
  });

  it('end an operation that the client is tired of, and ask whether the other is there', async () => {
    const { lines } = await stage.play(`${client('right', 100)}
      let pongs = 0;
      client.on('pong', () => { pongs += 1; });
      const none = () => undefined;
      const query = 'subscription Silence { silence }';
      const stop = client.subscribe({ query }, { next: none, error: none, complete: none });
      while (pongs < 2) await new Promise((done) => setTimeout(done, 10));
      stop();
      await client.dispose();`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/graphql');
    expect(complaints(records, 'graphql')).toEqual([]);
    const [beats, words] = [true, undefined].map((wanted) =>
      records.filter(({ heartbeat }) => heartbeat === wanted),
    );
    expect(spoken(beats ?? [], 'received')).toEqual(['pong', 'pong']);
    expect(spoken(words ?? [], 'sent')).toEqual([
      'connection_init',
      'subscribe Silence in Silence',
      'complete Silence in Silence',
    ]);
    const end = fieldAt(words?.at(-1)?.layers[0], 'id');
    expect(end?.note).toMatch(/^ended by the client, \d+ ms after subscribe Silence$/);
  });

  it('part where the token is wrong; the token is not shown among the fields', async () => {
    const { lines } = await stage.play(`${client('wrong')}
      await new Promise((done) => client.on('closed', done));`);
    const records = recordsAt(lines, '/graphql');
    expect(complaints(records, 'graphql')).toEqual([]);
    expect(spoken(records, 'sent')).toEqual(['connection_init']);
    expect(JSON.stringify(records)).not.toContain('wrong');
    expect(linesOf(lines, 'connection')).toMatchObject([
      { protocol: 'graphql-transport-ws', close: { code: 4403, reason: 'Forbidden' } },
    ]);
  });
});
