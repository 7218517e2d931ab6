import Ajv from 'ajv';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { publish, sendJson } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { LEDGER_SCHEMA } from './schema.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterAll(() => server.close());

const isLine = new Ajv().compile(LEDGER_SCHEMA);

async function traffic(): Promise<void> {
  await publish(server, 'chat', 'one');
  await fetch(`${server.url}/api/poll/chat`);
  await fetch(`${server.url}/api/nothing`);
  await (await fetch(`${server.url}/api/events/chat?cursor=0&limit=1`)).text();
  const client = await SocketClient.open(`${server.url}/ws/echo`, 'a');
  client.send('text', Uint8Array.of(1, 2));
  await client.next();
  await client.next();
  await sendJson(server, 'POST', '/api/faults', { kind: 'close', code: 4000 });
  await client.closed;
  await SocketClient.open(`${server.url}/nowhere`).catch(() => undefined);
}

test('every line of the ledger is as its schema says, and the schema says no to others', async () => {
  await traffic();
  const lines = (await (await fetch(`${server.url}/api/ledger`)).text()).trimEnd().split('\n');
  for (const line of lines) expect([line, isLine(JSON.parse(line))]).toEqual([line, true]);
  const kinds = new Set(lines.map((line) => JSON.parse(line).kind));
  expect([...kinds].sort()).toEqual(['close', 'end', 'fault', 'message', 'open', 'retry']);
  expect(isLine({ kind: 'open' })).toBe(false);
  expect(isLine({ ...JSON.parse(lines[0] ?? ''), more: 1 })).toBe(false);
  expect(await (await fetch(`${server.url}/api/ledger/schema`)).json()).toEqual(LEDGER_SCHEMA);
});

test.each(['connection=7', 'url=', 'kind=open', 'url=a&url=b'])(
  'a ledger asked for by %s is refused, with what is wrong, in whole and live',
  async (query) => {
    for (const path of ['/api/ledger', '/api/ledger/live']) {
      const answer = await fetch(`${server.url}${path}?${query}`);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).toContain('The query is wrong');
    }
  },
);

test('who follows the ledger hears the same, as it is written', async () => {
  await fetch(`${server.url}/api/ledger`, { method: 'DELETE' });
  const leaving = new AbortController();
  const live = await fetch(`${server.url}/api/ledger/live`, { signal: leaving.signal });
  let heard = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const piece of live.body ?? []) heard += decoder.decode(piece, { stream: true });
  })().catch(() => undefined);
  await traffic();
  const written = async () => (await fetch(`${server.url}/api/ledger`)).text();
  await vi.waitFor(async () =>
    expect(`${heard}${(await written()).split('\n').at(-2)}\n`).toBe(await written()),
  );
  leaving.abort();
  await reading;
});
