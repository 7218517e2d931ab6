import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { figuresIn } from './metrics.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

test('memory and connections are read from what the server tells Prometheus', async () => {
  const leaving = new AbortController();
  await fetch(`${server.url}/api/events/chat`, { signal: leaving.signal });
  const figures = figuresIn(await (await fetch(`${server.url}/metrics`)).text());
  leaving.abort();
  expect(figures.connections.sse).toBe(1);
  expect(figures.memory).toBeGreaterThan(10_000_000);
});

test('what has labels of a cluster is read too; what is no number of ours is passed over', () => {
  const text = [
    '# HELP x',
    'process_resident_memory_bytes{server="s1"} 1234',
    'pushscope_connections{server="s1",transport="websocket"} 7',
    'nonsense',
  ].join('\n');
  expect(figuresIn(text)).toEqual({ memory: 1234, connections: { websocket: 7 } });
});
