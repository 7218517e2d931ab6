import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { expiryOfRequest } from '../auth/secure-requests.ts';
import type { FaultKind } from '../faults/fault.ts';
import { FaultLine } from '../faults/line.ts';
import type { Laboratory } from '../laboratory.ts';
import type { LedgerConnection } from '../ledger/connection.ts';
import { LIMITS } from '../limits.ts';
import { connectionOf, victimOf } from './recording.ts';

/** An answer that is written piece by piece. Its head is on the wire as soon as it is made. */
export class StreamedAnswer {
  /** Aborted when the client is gone, its token expires or the server closes. */
  readonly over: AbortSignal;
  private readonly response: ServerResponse;
  private readonly connection: LedgerConnection | undefined;
  private readonly line: FaultLine;
  /** What a proxy that buffers has not handed on yet. */
  private readonly buffer: { readonly text: string; readonly record: (written: string) => void }[] =
    [];
  private lastId = '';

  constructor(reply: FastifyReply, contentType: string, laboratory: Laboratory) {
    const { closing, faults, connections } = laboratory;
    this.connection = connectionOf(reply.request);
    const victim = victimOf(reply.request);
    const note = (kind: FaultKind, text: string) => this.connection?.fault(kind, text);
    this.line = new FaultLine({ desk: faults, victim, note });
    reply.hijack();
    this.response = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) this.response.setHeader(name, value);
    this.response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
    this.response.flushHeaders();
    const expiry = expiryOfRequest(reply.request);
    this.over = this.untilOver(expiry ? AbortSignal.any([closing, expiry]) : closing);
    const end = { close: () => this.end(), cut: () => this.response.destroy(), note };
    this.over.addEventListener('abort', connections.add({ ...victim, ...end }));
  }

  /** Writes a piece that the page reads as part of the body. */
  chunk(text: string): void {
    this.pass(text, false, (written) =>
      this.connection?.message({ direction: 'received', type: 'chunk' }, written),
    );
  }

  /** Writes `encoded`, which the browser dispatches as an event with this data. */
  event(encoded: string, event: { type: string; id: string }, data: string): void {
    const isBare = !this.line.isClear && this.line.skipsId;
    const id = isBare ? this.lastId : event.id;
    this.lastId = id;
    const text = isBare ? encoded.replace(/^id:.*\n/m, '') : encoded;
    this.pass(text, false, (written) => {
      if (written !== text) return;
      this.connection?.message(
        { direction: 'received', type: 'event', event: { type: event.type, id } },
        data,
      );
    });
  }

  /** Writes `encoded`, which the page never sees. */
  note(encoded: string, kind: 'comment' | 'retry', text: string): void {
    this.pass(encoded, kind === 'comment', (written) => {
      if (written === encoded) this.connection?.note(kind, text);
    });
  }

  /** Resolves once the client keeps up again, or is gone. */
  async drained(): Promise<void> {
    if (this.over.aborted || this.response.writableLength < LIMITS.writeAhead) return;
    await once(this.response, 'drain', { signal: this.over }).catch(() => undefined);
  }

  end(): void {
    this.flush();
    this.response.end();
  }

  /** Sends text the way of all messages; `record` hears what of it was written, whenever that is. */
  private pass(text: string, isHeartBeat: boolean, record: (written: string) => void): void {
    this.line.pass({ data: text, isHeartBeat }, (outgoing) => {
      const written = typeof outgoing === 'string' ? outgoing : Buffer.from(outgoing).toString();
      this.buffer.push({ text: written, record });
      const wanted = this.line.isClear ? undefined : this.line.buffered;
      const size = this.buffer.reduce((sum, piece) => sum + piece.text.length, 0);
      if (wanted === undefined || size >= wanted) this.flush();
    });
  }

  private flush(): void {
    for (const { text, record } of this.buffer.splice(0)) if (this.write(text)) record(text);
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
      this.line.stop();
      over.abort();
    });
    if (closing.aborted || this.response.destroyed) close();
    return over.signal;
  }
}
