import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Fallen } from '../faults/befall-requests.ts';
import type { Refusal } from '../refusal.ts';

/** What keeps a request from whoever serves it; undefined for nothing. */
type Check = (request: IncomingMessage) => Refusal | undefined | Promise<Refusal | undefined>;

/**
 * Looks at requests and upgrades below a path before the library does that serves them: what `check`
 * finds is the answer then.
 */
export function standBefore(server: Server, prefix: string, check: Check): void {
  const ask = (request: IncomingMessage, act: (refusal?: Refusal) => void) => {
    const found = request.url?.startsWith(prefix) ? check(request) : undefined;
    if (found instanceof Promise) void found.then(act);
    else act(found);
  };
  const requests = take(server, 'request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    ask(request, (refusal) => {
      if (refusal) answer(request, response, refusal);
      else for (const listener of requests) listener.call(server, request, response);
    });
  });
  const upgrades = take(server, 'upgrade');
  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    ask(request, (refusal) => {
      if (refusal) refuseUpgrade(duplex, refusal);
      else for (const listener of upgrades) listener.call(server, request, duplex, head);
    });
  });
}

type Listener = (...facts: unknown[]) => void;

/** The listeners that an event has had so far; it has none of them afterwards. */
function take(server: Server, event: 'request' | 'upgrade'): Listener[] {
  const listeners = server.listeners(event) as Listener[];
  server.removeAllListeners(event);
  return listeners;
}

function answer(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (refusal instanceof Fallen && refusal.hangsUp) return void request.socket.destroy();
  response.writeHead(refusal.statusCode, {
    'content-type': 'application/json; charset=utf-8',
    ...retryAfter(refusal),
  });
  response.end(JSON.stringify(refusal));
}

function refuseUpgrade(duplex: Duplex, refusal: Refusal): void {
  if (refusal instanceof Fallen && refusal.hangsUp) return void duplex.destroy();
  const { statusCode } = refusal;
  const more = Object.entries(retryAfter(refusal)).map((header) => `${header.join(': ')}\r\n`);
  duplex.on('error', () => duplex.destroy());
  duplex.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\nConnection: close\r\n${more.join('')}\r\n`,
  );
}

function retryAfter(refusal: Refusal): Record<string, string> {
  if (!(refusal instanceof Fallen) || refusal.retryAfter === undefined) return {};
  return { 'retry-after': `${refusal.retryAfter}` };
}
