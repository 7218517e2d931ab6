import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A small server with one endpoint for each way a browser API can succeed or fail. */
export class TestServer {
  /** Bodies that were brought to `/keep`. */
  readonly kept: string[] = [];
  readonly #server: Server = createServer(
    (request, response) => void answer(request, response, this.kept),
  );

  static async start(): Promise<TestServer> {
    const one = new TestServer();
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) => (offered.has('chosen') ? 'chosen' : false),
    });
    one.#server.on('upgrade', (request, socket, head) => {
      if (request.url?.startsWith('/refuse')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (peer) => speak(peer, request.url ?? ''));
    });
    await new Promise<void>((resolve) => one.#server.listen(0, '127.0.0.1', resolve));
    return one;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What a socket does is said by its path. */
function speak(socket: WebSocket, path: string): void {
  const url = new URL(path, 'http://server');
  socket.on('error', () => {});
  switch (url.pathname) {
    case '/echo':
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
      break;
    case '/greet':
      socket.send('first');
      socket.send(Buffer.from([1, 2, 3, 250]));
      socket.send('grüße €😀');
      socket.send('');
      socket.close(4001, 'enough ✓');
      break;
    case '/drop':
      socket.send('going');
      setTimeout(() => socket.terminate(), 30);
      break;
    case '/flood': {
      const text = 'x'.repeat(Number(url.searchParams.get('size') ?? '100'));
      const count = Number(url.searchParams.get('count'));
      for (let at = 0; at < count; at++) socket.send(`${at}:${text}`.slice(0, text.length));
      socket.close(1000);
      break;
    }
    default:
      socket.close(1008, 'no such path');
  }
}

/** Bodies of `/stream`, one chunk after the other. */
export const CHUNKS = ['data: one\n\n', 'data: zwei ✓\n\n', 'data: {"three":3}\n\n'] as const;

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  kept: string[],
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://server');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-one', 'first');
  switch (url.pathname) {
    case '/page':
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>page</title><body></body>');
      break;
    case '/json':
      response.setHeader('content-type', 'application/json');
      response.end('{"hello":"wörld","list":[1,2,3],"__proto__":{"x":1},"n":1e400}');
      break;
    case '/bad-json':
      response.setHeader('content-type', 'application/json');
      response.end('{"hello":');
      break;
    case '/text':
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end('plain €😀');
      break;
    case '/bom':
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0xff]));
      break;
    case '/form':
      response.setHeader('content-type', 'application/x-www-form-urlencoded');
      response.end('a=1&b=two');
      break;
    case '/empty':
      response.end();
      break;
    case '/status': {
      response.statusCode = Number(url.searchParams.get('code'));
      response.end(response.statusCode === 204 || response.statusCode === 304 ? undefined : 'body');
      break;
    }
    case '/redirect':
      response.writeHead(302, { location: '/text' }).end();
      break;
    case '/bytes':
      response.end(Buffer.from(Array.from({ length: 256 }, (_, at) => at)));
      break;
    case '/big':
      response.end(Buffer.alloc(Number(url.searchParams.get('size')), 'abcdefghij'));
      break;
    case '/echo': {
      const body = await bodyOf(request);
      response.setHeader('content-type', request.headers['content-type'] ?? 'none');
      response.end(Buffer.concat([Buffer.from(`${request.method}:`), body]));
      break;
    }
    case '/keep':
      kept.push((await bodyOf(request)).toString());
      response.end();
      break;
    case '/stream':
      response.setHeader('content-type', url.searchParams.get('type') ?? 'text/event-stream');
      for (const chunk of CHUNKS) {
        response.write(chunk);
        await later(40);
      }
      if (url.searchParams.has('cut')) response.destroy();
      else if (url.searchParams.has('hold')) break;
      else response.end();
      break;
    case '/events':
      events(request, response, url);
      break;
    case '/hang':
      break;
    case '/cut':
      request.socket.destroy();
      break;
    default:
      response.statusCode = 404;
      response.end('nothing here');
  }
}

/** The first connection sends three events and ends; a reconnect tells the id it was resumed from. */
function events(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const resumed = request.headers['last-event-id'];
  if (url.searchParams.has('gone') && resumed !== undefined) {
    response.statusCode = 204;
    response.end();
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  if (url.searchParams.has('names')) {
    response.write(
      'event: open\ndata: one\n\nevent: error\ndata: two\n\nevent: late\ndata: three\n\n',
    );
    return;
  }
  response.write('retry: 60\n\n');
  if (resumed === undefined) {
    response.write('id: 1\ndata: hello\n\n: comment\n\nid: 2\nevent: tick\ndata: a\ndata: b\n\n');
    response.write('event: other\ndata: wörld\n\n');
    setTimeout(() => response.end(), 30);
  } else {
    response.write(`data: resumed from ${resumed}\n\n`);
  }
}
