import type { AddressInfo } from 'node:net';
import type { WebSocketServer } from 'ws';

/** Where a server of this process, made with port 0 on 127.0.0.1, can be reached. */
export async function addressOf(server: WebSocketServer): Promise<string> {
  if (!server.address()) await new Promise((done) => server.once('listening', done));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
