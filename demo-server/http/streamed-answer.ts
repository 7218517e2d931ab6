import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { expiryOfRequest } from '../auth/secure-requests.ts';
import type { LedgerConnection } from '../ledger/connection.ts';
import { LIMITS } from '../limits.ts';
import { connectionOf } from './recording.ts';

/** An answer that is written piece by piece. Its head is on the wire as soon as it is made. */
export class StreamedAnswer {
  /** Aborted when the client is gone, its token expires or the server closes. */
  readonly over: AbortSignal;
  private readonly response: ServerResponse;
  private readonly connection: LedgerConnection | undefined;

  constructor(reply: FastifyReply, contentType: string, closing: AbortSignal) {
    this.connection = connectionOf(reply.request);
    reply.hijack();
    this.response = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) this.response.setHeader(name, value);
    this.response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
    this.response.flushHeaders();
    const expiry = expiryOfRequest(reply.request);
    this.over = this.untilOver(expiry ? AbortSignal.any([closing, expiry]) : closing);
  }

  /** Writes a piece that the page reads as part of the body. */
  chunk(text: string): void {
    if (this.write(text)) this.connection?.message({ direction: 'received', type: 'chunk' }, text);
  }

  /** Writes `encoded`, which the browser dispatches as an event with this data. */
  event(encoded: string, event: { type: string; id: string }, data: string): void {
    if (!this.write(encoded)) return;
    this.connection?.message({ direction: 'received', type: 'event', event }, data);
  }

  /** Writes `encoded`, which the page never sees. */
  note(encoded: string, kind: 'comment' | 'retry', text: string): void {
    if (this.write(encoded)) this.connection?.note(kind, text);
  }

  /** Resolves once the client keeps up again, or is gone. */
  async drained(): Promise<void> {
    if (this.over.aborted || this.response.writableLength < LIMITS.writeAhead) return;
    await once(this.response, 'drain', { signal: this.over }).catch(() => undefined);
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): boolean {
    if (this.over.aborted || this.response.writableEnded) return false;
    this.response.write(text);
    // A client that does not read must not fill this process's memory.
    if (this.response.writableLength > LIMITS.backlog) this.response.destroy();
    return true;
  }

  private untilOver(closing: AbortSignal): AbortSignal {
    const over = new AbortController();
    const close = () => {
      over.abort();
      this.response.end();
    };
    closing.addEventListener('abort', close);
    this.response.on('error', () => this.response.destroy());
    this.response.once('close', () => {
      closing.removeEventListener('abort', close);
      over.abort();
    });
    if (closing.aborted || this.response.destroyed) close();
    return over.signal;
  }
}
