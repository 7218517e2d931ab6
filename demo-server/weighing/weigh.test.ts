import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { sendJson } from '../testing/requests.ts';
import { WEIGHED } from './idle-connections.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

test('an idle connection of each way is weighed in a server of its own, one weighing at a time', async () => {
  const weighing = sendJson(server, 'POST', '/api/weigh', { connections: 100 });
  const second = await sendJson(server, 'POST', '/api/weigh', { connections: 100 });
  expect(second.status).toBe(429);
  const { connections, bytes } = (await (await weighing).json()) as {
    connections: number;
    bytes: Record<string, number>;
  };
  expect(connections).toBe(100);
  expect(Object.keys(bytes).sort()).toEqual([...WEIGHED].sort());
  for (const way of WEIGHED) {
    expect(bytes[way]).toBeGreaterThan(500);
    expect(bytes[way]).toBeLessThan(200_000);
  }
  // A held request is a connection between two polls and more.
  expect(bytes['long-polling']).toBeGreaterThan(bytes.polling ?? 0);
}, 60_000);

test('too many connections are refused', async () => {
  expect((await sendJson(server, 'POST', '/api/weigh', { connections: 1e6 })).status).toBe(400);
});
