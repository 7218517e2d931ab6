import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal } from '../refusal.ts';

/**
 * Looks at requests and upgrades below a path before whoever serves them does; a Refusal that `check`
 * throws is the answer then.
 */
export function overshadow(
  server: Server,
  prefix: string,
  check: (headers: IncomingHttpHeaders) => void,
): void {
  const refusalFor = ({ url = '', headers }: IncomingMessage) =>
    url.startsWith(prefix) ? refusalOf(() => check(headers)) : undefined;
  const requests = server.listeners('request') as ((...facts: unknown[]) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalFor(request);
    if (!refusal) for (const listener of requests) listener.call(server, request, response);
    else {
      response.writeHead(refusal.statusCode, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(refusal));
    }
  });
  const upgrades = server.listeners('upgrade') as ((...facts: unknown[]) => void)[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    const refusal = refusalFor(request);
    if (!refusal) for (const listener of upgrades) listener.call(server, request, duplex, head);
    else duplex.end(`HTTP/1.1 ${refusal.statusCode} Forbidden\r\nConnection: close\r\n\r\n`);
  });
}

function refusalOf(check: () => void): Refusal | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
