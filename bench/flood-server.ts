import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

const PAGE = '<!doctype html><title>flood</title><h1>flood</h1>';
/** Messages sent in one go; the last one is waited for, so that the server does not spin. */
const BURST = 500;

export interface FloodServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an empty page, and on any WebSocket so many messages of so many bytes as fast as it can. */
export async function startFloodServer(count: number, size: number): Promise<FloodServer> {
  const http = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(PAGE),
  );
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on('connection', (socket) => void pour(socket, count, size));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

async function pour(socket: WebSocket, count: number, size: number): Promise<void> {
  for (let sent = 0; sent < count; sent += BURST) {
    const last = Math.min(sent + BURST, count) - 1;
    for (let number = sent; number < last; number += 1) socket.send(message(number, size));
    await new Promise((done) => socket.send(message(last, size), done));
  }
  socket.close(1000);
}

const message = (number: number, size: number) => String(number).padEnd(size, '.');
