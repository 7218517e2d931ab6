import type { Victim } from './desk.ts';

/** A connection that can be ended from outside. */
export interface Endable extends Victim {
  /** As its protocol ends; a code means something to WebSockets alone. */
  close(code: number, reason: string): void;
  /** Without a word. */
  cut(): void;
  /** Writes bytes into the TCP connection that no WebSocket may send; false where there is none. */
  sendRubbish?(bytes: Uint8Array): boolean;
  /** Tells the ledger. */
  note(fault: 'close' | 'cut' | 'bad-frame' | 'restart', text: string): void;
}

/** Every connection of this server that is open. */
export class OpenConnections {
  private readonly all = new Set<Endable>();

  /** Returns the way to say that it is over. */
  add(connection: Endable): () => void {
    this.all.add(connection);
    return () => this.all.delete(connection);
  }

  where(holds: (connection: Endable) => boolean): readonly Endable[] {
    return [...this.all].filter(holds);
  }
}
