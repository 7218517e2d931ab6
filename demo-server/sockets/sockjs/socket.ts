import type { Connection } from 'sockjs';
import type { LedgerConnection } from '../../ledger/connection.ts';
import type { MessageSocket } from '../message-socket.ts';

/** A SockJS session, whatever it travels over. It knows no subprotocols, and text alone. */
export class SockJsSocket implements MessageSocket {
  readonly protocol = '';
  readonly over: AbortSignal;

  constructor(
    private readonly connection: Connection,
    private readonly pen: LedgerConnection,
  ) {
    const over = new AbortController();
    this.over = over.signal;
    connection.on('close', () => {
      pen.close();
      over.abort();
    });
  }

  get isOpen(): boolean {
    return this.connection.readyState === 1;
  }

  onMessage(listener: (data: string | Uint8Array) => void): void {
    this.connection.on('data', (text) => {
      this.pen.message({ direction: 'sent', type: 'text' }, text);
      listener(text);
    });
  }

  send(data: string | Uint8Array): void {
    if (!this.isOpen) return;
    const text = typeof data === 'string' ? data : Buffer.from(data).toString();
    this.pen.message({ direction: 'received', type: 'text' }, text);
    this.connection.write(text);
  }

  close(code = 1000, reason = ''): void {
    this.connection.close(String(code), reason);
  }
}
