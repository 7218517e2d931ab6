import { once } from 'node:events';
import WebSocket from 'ws';

/** A plain WebSocket client for tests: what it hears can be awaited, one message at a time. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly heard: (string | Uint8Array)[] = [];
  /** Code and reason, once closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  private taken = 0;

  private constructor(url: string, protocols: string[]) {
    this.socket = new WebSocket(url, protocols);
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.heard.push(isBinary ? new Uint8Array(data) : data.toString());
      this.socket.emit('heard');
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Rejects when the handshake is refused. */
  static async open(url: string, ...protocols: string[]): Promise<SocketClient> {
    const client = new SocketClient(url.replace(/^http/, 'ws'), protocols);
    await once(client.socket, 'open');
    return client;
  }

  send(...messages: (string | Uint8Array)[]): void {
    for (const message of messages) this.socket.send(message);
  }

  /** The next message not taken yet; waits for it. */
  async next(): Promise<string | Uint8Array> {
    while (this.heard.length <= this.taken) await once(this.socket, 'heard');
    this.taken += 1;
    return this.heard[this.taken - 1] ?? '';
  }

  async nextText(): Promise<string> {
    const message = await this.next();
    if (typeof message !== 'string') throw new Error('The message is binary.');
    return message;
  }

  close(): Promise<{ code: number; reason: string }> {
    this.socket.close();
    return this.closed;
  }
}
