import type { FaultKind } from '../faults/fault.ts';
import { LIMITS } from '../limits.ts';
import type { Closed, LedgerTransport, Message } from './entry.ts';
import type { Ledger } from './ledger.ts';

type Facts = Pick<Message, 'direction' | 'type' | 'status' | 'event' | 'packet'>;

/** One connection's pen in the ledger. */
export class LedgerConnection {
  readonly id: string;
  readonly transport: LedgerTransport;
  readonly url: string;
  private readonly ledger: Ledger;
  private messages = 0;
  private closed = false;

  constructor(id: string, transport: LedgerTransport, url: string, ledger: Ledger) {
    this.id = id;
    this.transport = transport;
    this.url = url;
    this.ledger = ledger;
  }

  /**
   * Writes a message down, or only counts it when the connection has had its share. `size` is its
   * bytes, where they were counted already.
   */
  message(facts: Facts, payload: string | Uint8Array, size = sizeOf(payload)): void {
    this.messages += 1;
    this.ledger.tally.message(this.transport, facts.direction, size);
    if (this.messages > LIMITS.ledgerMessagesPerConnection) {
      this.ledger.countLost();
      return;
    }
    this.ledger.append(this, { kind: 'message', ...facts, size, ...written(payload) });
  }

  /** A message whose payload was never read, such as a body that is too large. */
  unreadMessage(facts: Facts, size: number): void {
    this.messages += 1;
    this.ledger.append(this, { kind: 'message', ...facts, size });
  }

  note(kind: 'comment' | 'retry', text: string): void {
    this.ledger.append(this, { kind, text });
  }

  /** A fault that was switched on struck. */
  fault(fault: FaultKind, text: string): void {
    this.ledger.append(this, { kind: 'fault', fault, text });
  }

  /** The connection is over; only the first call counts. */
  close(facts: Omit<Closed, 'kind' | 'messages' | 'lost'> = {}): void {
    if (this.closed) return;
    this.closed = true;
    this.ledger.tally.closed(this.transport);
    const lost = Math.max(0, this.messages - LIMITS.ledgerMessagesPerConnection);
    this.ledger.append(this, { kind: 'close', ...facts, messages: this.messages, lost });
  }
}

function sizeOf(payload: string | Uint8Array): number {
  return typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
}

function written(payload: string | Uint8Array): Pick<Message, 'text' | 'base64'> {
  if (typeof payload === 'string') return { text: payload };
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return { base64: bytes.toString('base64') };
}
