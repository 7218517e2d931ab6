import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { type Said, type Talk, talkOf } from '../talk.ts';

/** One socket. */
interface Line {
  readonly url: string;
  readonly said: Said[];
  isOver: boolean;
}

/**
 * Stands between the page and a peer's server, passes every WebSocket message on as it is, and keeps
 * a book of them: what went over the line, told by someone who understands none of it.
 */
export class Relay {
  readonly #targets = new Map<string, string>();
  #lines: Line[] = [];

  constructor(http: Server) {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '', `ws://${request.headers.host}`);
      const target = this.#targets.get(url.pathname);
      if (target) this.#connect(request, socket, head, url, `${target}${url.search}`);
    });
  }

  /** Sends sockets of this path to the server at the address given; others are left alone. */
  route(path: string, target: string): void {
    this.#targets.set(path, target);
  }

  /** The book, a talk a socket, in the order of their opening. */
  talks(): Talk[] {
    return this.#lines.map(({ url, said }) => talkOf(url, said));
  }

  /** How many sockets of the page were closed. */
  get ended(): number {
    return this.#lines.filter(({ isOver }) => isOver).length;
  }

  forget(): void {
    this.#lines = [];
  }

  #connect(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL, target: string): void {
    const offered = request.headers['sec-websocket-protocol']?.split(/, */) ?? [];
    const far = new WebSocket(target, offered, { perMessageDeflate: false });
    const line: Line = { url: url.href, said: [], isOver: false };
    this.#lines.push(line);
    far.on('error', () => socket.destroy());
    far.on('open', () => {
      const acceptor = new WebSocketServer({ noServer: true, handleProtocols: () => far.protocol });
      acceptor.handleUpgrade(request, socket, head, (near) => {
        near.on('close', () => {
          line.isOver = true;
        });
        pass(near, far, 'sent', line.said);
        pass(far, near, 'received', line.said);
      });
    });
  }
}

function pass(from: WebSocket, to: WebSocket, direction: Said['direction'], said: Said[]): void {
  from.on('message', (data: Buffer, isBinary) => {
    said.push({
      direction,
      type: isBinary ? 'binary' : 'text',
      size: data.length,
      base64: data.toString('base64'),
    });
    to.send(data, { binary: isBinary });
  });
  from.on('error', () => to.terminate());
  from.on('close', (code, reason) => {
    if (code === 1006) to.terminate();
    else if (code === 1005) to.close();
    else to.close(code, reason);
  });
}
