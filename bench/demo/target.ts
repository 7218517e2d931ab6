// A server in a process of its own, so that its memory and its processor time are its alone.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { startDemoServer } from '../../demo-server/server.ts';

/** The ceiling: what one client says goes to all others as it is, and nothing else is done. */
async function startBare(): Promise<number> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      for (const client of sockets.clients) client.send(data, { binary: isBinary });
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return (http.address() as AddressInfo).port;
}

async function startDemo(): Promise<number> {
  const server = await startDemoServer({ site: 'no-site' });
  const settings = { rate: 0, hold: 120_000, keepAlive: 120_000 };
  await fetch(`${server.url}/api/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  return server.port;
}

const port = await (process.argv[2] === 'bare' ? startBare() : startDemo());
process.send?.({ port });
process.on('message', () => process.send?.({ memory: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
