import {
  encodeCompositeMetadata,
  encodeRoute,
  WellKnownMimeType,
} from 'rsocket-composite-metadata';
import { type Payload, type RSocket, RSocketConnector } from 'rsocket-core';
import { WebsocketClientTransport } from 'rsocket-websocket-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../../limits.ts';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish, sendJson } from '../../testing/requests.ts';

/** The public client, which writes and reads every frame by itself. */

let server: DemoServer;
beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(async () => {
  await server.close();
  vi.unstubAllGlobals();
});

const connect = (setup = {}, fragmentation = {}, more = {}) =>
  new RSocketConnector({
    transport: new WebsocketClientTransport({
      url: `${server.url.replace('http', 'ws')}/rsocket`,
    }),
    setup: {
      dataMimeType: 'application/json',
      metadataMimeType: 'message/x.rsocket.composite-metadata.v0',
      ...setup,
    },
    fragmentation,
    ...more,
  }).connect();

const payload = (route: string, data: object = {}): Payload => ({
  data: Buffer.from(JSON.stringify(data)),
  metadata: encodeCompositeMetadata([
    ['text/x-trace', Buffer.from('trace')],
    [WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, encodeRoute(route)],
  ]),
});

/** Everything a stream says, as `next …`, `error …`, `complete`, `request …`. */
const listener = () => {
  const said: string[] = [];
  return {
    said,
    onNext: ({ data }: Payload, isComplete: boolean) => {
      const { id, text, messages } = JSON.parse(String(data));
      said.push(`next ${text ?? messages?.length ?? id}${isComplete ? ' complete' : ''}`);
    },
    onError: ({ message }: Error) => said.push(`error ${message}`),
    onComplete: () => said.push('complete'),
    onExtension: () => undefined,
    request: (n: number) => said.push(`request ${n}`),
    cancel: () => said.push('cancel'),
  };
};

describe('rsocket-js', () => {
  test('asks for the history, and hears why a route is wrong', async () => {
    await publish(server, 'js-history', 'a');
    const client = await connect();
    const [answer, wrong] = [listener(), listener()];
    client.requestResponse(payload('topics.js-history.history'), answer);
    await vi.waitFor(() => expect(answer.said).toEqual(['next 1 complete']));
    client.requestResponse(payload('nowhere'), wrong);
    await vi.waitFor(() => expect(wrong.said).toEqual([expect.stringContaining('no route')]));
    client.close();
  });

  test('pulls the messages of a topic, as many as it likes', async () => {
    const client = await connect();
    const stream = listener();
    const pull = client.requestStream(
      payload('topics.js-stream.messages', { count: 4 }),
      1,
      stream,
    );
    await ready(client);
    for (const text of ['a', 'b', 'c', 'd', 'e']) await publish(server, 'js-stream', text);
    await ready(client);
    expect(stream.said).toEqual(['next a']);
    pull.request(2);
    await ready(client);
    expect(stream.said).toEqual(['next a', 'next b', 'next c']);
    pull.request(10);
    await ready(client);
    expect(stream.said.slice(3)).toEqual(['next d complete']);
    client.close();
  });

  test('publishes over a channel and is acknowledged', async () => {
    const client = await connect();
    const stream = listener();
    const first = payload('topics.js-channel.publish', { from: 'kim', text: 'one' });
    const channel = client.requestChannel(first, 10, false, stream);
    await vi.waitFor(() => expect(stream.said).toContain('request 16'));
    channel.onNext({ data: Buffer.from('{"from":"kim","text":"two"}') }, true);
    await vi.waitFor(() => expect(stream.said).toContain('complete'));
    expect(stream.said.filter((word) => word.startsWith('next'))).toEqual(['next 1', 'next 2']);
    client.close();
  });

  test('fires and forgets; cuts a large request into fragments', async () => {
    const client = await connect({}, { maxOutboundFragmentSize: 64 });
    const text = '긴 글 '.repeat(200);
    client.fireAndForget(payload('topics.js-fire.publish', { from: 'kim', text }), listener());
    await vi.waitFor(async () => {
      const history = await (await fetch(`${server.url}/api/poll/js-fire`)).json();
      expect(history).toMatchObject({ messages: [{ from: 'kim', text }] });
    });
    client.close();
  });

  test('waits for leases, and gets them', async () => {
    const client = await connect({}, {}, { lease: { maxPendingRequests: 100 } });
    const answers = Array.from({ length: LIMITS.rsocketLeaseRequests + 2 }, () => {
      const answer = listener();
      client.requestResponse(payload('topics.chat.history'), answer);
      return answer;
    });
    const answered = () => answers.filter(({ said }) => said.length === 1).length;
    await vi.waitFor(() => expect(answered()).toBe(LIMITS.rsocketLeaseRequests));
    await vi.waitFor(() => expect(answered()).toBe(answers.length), LIMITS.rsocketLeaseTime + 2000);
    expect(answers.flatMap(({ said }) => said).join()).not.toContain('error');
    client.close();
  }, 15_000);

  test('resumes its session after a cut: nothing is missing, and nothing comes twice', async () => {
    // In its RESUME this client puts the major version where the minor belongs; it is not looked at.
    const resume = {
      tokenGenerator: () => Buffer.from('js'),
      reconnectFunction: () => new Promise<void>((done) => setTimeout(done, 50)),
    };
    const client = await connect({ keepAlive: 10_000 }, {}, { resume });
    const stream = listener();
    client.requestStream(payload('topics.js-resume.messages'), 100, stream);
    await ready(client);
    await publish(server, 'js-resume', 'a');
    await vi.waitFor(() => expect(stream.said).toEqual(['next a']));
    await sendJson(server, 'POST', '/api/faults', { kind: 'cut', for: { path: '/rsocket' } });
    for (const text of ['b', 'c']) await publish(server, 'js-resume', text);
    await vi.waitFor(() => expect(stream.said).toEqual(['next a', 'next b', 'next c']));
    await publish(server, 'js-resume', 'd');
    await vi.waitFor(() => expect(stream.said.at(-1)).toBe('next d'));
    expect(stream.said).toHaveLength(4);
    client.close();
  });

  test('stays connected by keep-alive', async () => {
    const client = await connect({ keepAlive: 50, lifetime: 250 });
    const closed = vi.fn();
    client.onClose(closed);
    await new Promise((done) => setTimeout(done, 800));
    expect(closed).not.toHaveBeenCalled();
    await ready(client);
    client.close();
  });

  test('is told that data of another type is not spoken here', async () => {
    const client = await connect({ dataMimeType: 'application/cbor' });
    const reason = await new Promise<Error | undefined>((done) => client.onClose(done));
    expect(reason?.message).toContain('application/json');
  });
});

/** Resolves when the server has read all that was sent, and the client all that came before. */
async function ready(client: RSocket): Promise<void> {
  const answer = listener();
  client.requestResponse(payload('topics.chat.history'), answer);
  await vi.waitFor(() => expect(answer.said).toHaveLength(1));
}
