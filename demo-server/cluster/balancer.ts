import {
  Agent,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal } from '../refusal.ts';
import { forward } from './forward.ts';
import type { Rotation } from './rotation.ts';
import { refuseUpgrade, tunnel } from './tunnel.ts';

/** Answers a request itself, where it is one for the cluster; says whether it did. */
export type OwnAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Balancer extends Server {
  /** Ends every connection at once. */
  cut(): void;
}

/** Longer than the longest answer that a server may hold back, in milliseconds. */
const PATIENCE = 130_000;

/**
 * A load balancer: hands every request and every WebSocket to a server of the cluster, and passes on
 * what comes back, piece by piece as it comes. A server that has not begun to answer after so many
 * milliseconds is given up with 504.
 */
export function createBalancer(
  rotation: Rotation,
  answerOwn: OwnAnswer,
  patience: number = PATIENCE,
): Balancer {
  const tunnels = new Set<Duplex>();
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const server = createServer((request, response) => {
    if (answerOwn(request, response)) return;
    const target = rotation.choose(request.headers);
    if (!target) return refuse(response, nobody(request));
    const cookie = rotation.cookieFor(target, request.headers);
    const failed = (refusal: Refusal) => refuse(response, refusal);
    forward(request, response, { target, cookie, agent, patience, failed });
  });
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = rotation.choose(request.headers);
    tunnels.add(client);
    client.on('error', () => client.destroy());
    client.once('close', () => tunnels.delete(client));
    if (!target) return refuseUpgrade(client, nobody(request));
    tunnel(request, client, head, target, rotation.cookieFor(target, request.headers), patience);
  });
  server.on('close', () => agent.destroy());
  return Object.assign(server, {
    cut() {
      server.closeAllConnections();
      for (const client of tunnels) client.destroy();
    },
  });
}

function nobody({ headers }: IncomingMessage): Refusal {
  const wanted = headers['x-server-id'];
  if (wanted === undefined)
    return new Refusal(503, 'No server of the cluster is up.', 'Start one of them again.');
  return new Refusal(503, `Server ${wanted} is not up.`, 'Start it, or leave X-Server-Id out.');
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.statusCode, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(refusal));
}
