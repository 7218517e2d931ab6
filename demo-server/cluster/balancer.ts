import {
  Agent,
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Rotation, Target } from './rotation.ts';

/** Answers a request itself, where it is one for the cluster; says whether it did. */
export type OwnAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Balancer extends Server {
  /** Ends every connection at once. */
  cut(): void;
}

/**
 * A load balancer: hands every request and every WebSocket to a server of the cluster, and passes on
 * what comes back, piece by piece as it comes.
 */
export function createBalancer(rotation: Rotation, answerOwn: OwnAnswer): Balancer {
  const tunnels = new Set<Duplex>();
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const server = createServer((request, response) => {
    if (answerOwn(request, response)) return;
    const target = rotation.choose(request.headers.cookie);
    if (target) forward(request, response, target, agent, rotation);
    else refuse(response, 503, 'No server of the cluster is up.', 'Start one of them again.');
  });
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = rotation.choose(request.headers.cookie);
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    if (target) tunnel(request, client, head, target);
    else client.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
  });
  server.on('close', () => agent.destroy());
  return Object.assign(server, {
    cut() {
      server.closeAllConnections();
      for (const client of tunnels) client.destroy();
    },
  });
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  agent: Agent,
  rotation: Rotation,
): void {
  const { method, url, headers } = request;
  const cookie = rotation.cookieFor(target, headers.cookie);
  const place = { host: '127.0.0.1', port: target.port, method, path: url, agent };
  const onward = ask({ ...place, headers: { ...headers, connection: 'keep-alive' } }, (answer) => {
    const set = [...(answer.headers['set-cookie'] ?? []), ...(cookie ? [cookie] : [])];
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, {
      ...answer.headers,
      ...(set.length > 0 && { 'set-cookie': set }),
    });
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, `Server ${target.id} did not answer.`, 'Ask again.');
  });
  // The client left, or got everything.
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function refuse(response: ServerResponse, status: number, error: string, whatToDo: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error, whatToDo }));
}

/** An upgraded connection is bytes both ways, from the handshake on. */
function tunnel(request: IncomingMessage, client: Duplex, head: Buffer, target: Target): void {
  const server: Socket = connect(target.port, '127.0.0.1', () => {
    server.write(`${startOf(request)}\r\n\r\n`);
    server.write(head);
    server.pipe(client);
    client.pipe(server);
  });
  server.setNoDelay(true);
  for (const [one, other] of [
    [server, client],
    [client, server],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

function startOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines.join('\r\n');
}
