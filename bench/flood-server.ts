import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const PAGE = '<!doctype html><title>flood</title><h1>flood</h1>';
/** Bytes that may wait in a socket before the server pauses. */
const AHEAD = 1024 * 1024;

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
  sockets.on('connection', (socket) => {
    let sent = 0;
    const pour = () => {
      while (sent < count && socket.bufferedAmount < AHEAD) {
        socket.send(String(sent).padEnd(size, '.'));
        sent += 1;
      }
      if (sent < count) setImmediate(pour);
      else socket.close(1000);
    };
    pour();
  });
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
