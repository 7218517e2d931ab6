import type { Connection } from 'sockjs';
import type { FaultLine } from '../../faults/line.ts';
import type { Laboratory } from '../../laboratory.ts';
import type { LedgerConnection } from '../../ledger/connection.ts';
import { LIMITS } from '../../limits.ts';
import { exposeToFaults } from '../expose-to-faults.ts';
import { Incoming } from '../incoming.ts';
import type { MessageSocket } from '../message-socket.ts';
import { cutWhenOpen } from '../tcp-socket.ts';
import { sendRubbish, tcpOf, unsentIn } from './session.ts';

/** A SockJS session, whatever it travels over. It knows no subprotocols, and text alone. */
export class SockJsSocket implements MessageSocket {
  readonly protocol = '';
  readonly over: AbortSignal;
  private readonly line: FaultLine;
  private readonly incoming: Incoming;

  constructor(
    private readonly connection: Connection,
    private readonly pen: LedgerConnection,
    laboratory: Laboratory,
  ) {
    const over = new AbortController();
    this.over = over.signal;
    const exposed = exposeToFaults(
      pen,
      {
        close: (code, reason) => this.close(code, reason),
        cut: () => cutWhenOpen(() => tcpOf(connection)),
        sendRubbish: (bytes) => sendRubbish(connection, bytes),
      },
      laboratory,
    );
    this.line = exposed.line;
    this.incoming = new Incoming(this.line, () =>
      this.close(1008, 'too many messages in a second'),
    );
    connection.on('close', () => {
      pen.close();
      exposed.over();
      over.abort();
    });
  }

  get isOpen(): boolean {
    return this.connection.readyState === 1;
  }

  onMessage(listener: (data: string | Uint8Array) => void): void {
    this.connection.on('data', (text) => {
      this.pen.message({ direction: 'sent', type: 'text' }, text);
      this.incoming.pass(text, () => {
        if (this.isOpen) listener(text);
      });
    });
  }

  send(data: string | Uint8Array, isHeartBeat = false): void {
    const text = typeof data === 'string' ? data : Buffer.from(data).toString();
    if (this.line.isClear) this.write(text);
    else this.line.pass({ data: text, isHeartBeat }, (outgoing) => this.write(String(outgoing)));
  }

  close(code = 1000, reason = ''): void {
    this.connection.close(String(code), reason);
  }

  /** A client that does not read is dropped. */
  private write(text: string): void {
    if (!this.isOpen) return;
    this.pen.message({ direction: 'received', type: 'text' }, text);
    this.connection.write(text);
    if (unsentIn(this.connection) <= LIMITS.backlog) return;
    this.close(1013, 'the client reads too slowly');
    tcpOf(this.connection)?.destroy();
  }
}
