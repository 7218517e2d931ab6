import type { LedgerTransport, Message } from './entry.ts';

/** What passed over one transport since the server started. */
export interface TransportTally {
  open: number;
  opened: number;
  readonly messages: Record<Message['direction'], number>;
  readonly bytes: Record<Message['direction'], number>;
}

/** Counts per transport; unlike the ledger's lines they are never dropped. */
export class Tally {
  private readonly transports = new Map<LedgerTransport, TransportTally>();

  get all(): ReadonlyMap<LedgerTransport, Readonly<TransportTally>> {
    return this.transports;
  }

  opened(transport: LedgerTransport): void {
    const tally = this.of(transport);
    tally.open += 1;
    tally.opened += 1;
  }

  message(transport: LedgerTransport, direction: Message['direction'], size: number): void {
    const tally = this.of(transport);
    tally.messages[direction] += 1;
    tally.bytes[direction] += size;
  }

  closed(transport: LedgerTransport): void {
    this.of(transport).open -= 1;
  }

  private of(transport: LedgerTransport): TransportTally {
    const known = this.transports.get(transport);
    if (known) return known;
    const none = { open: 0, opened: 0, messages: nothing(), bytes: nothing() };
    this.transports.set(transport, none);
    return none;
  }
}

const nothing = () => ({ sent: 0, received: 0 });
