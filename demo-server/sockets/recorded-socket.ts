import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { FaultLine } from '../faults/line.ts';
import type { LedgerConnection } from '../ledger/connection.ts';
import { LIMITS } from '../limits.ts';
import { Incoming } from './incoming.ts';
import type { MessageSocket } from './message-socket.ts';

/** A message that many get: its size in bytes, and the frame that carries it. */
export interface Prepared {
  readonly data: string | Uint8Array;
  readonly size: number;
  readonly frame: Buffer;
}

/** A WebSocket whose every message, and whose end, is in the ledger. */
export class RecordedSocket implements MessageSocket {
  /** Aborted when the connection is over. */
  readonly over: AbortSignal;
  private readonly socket: WebSocket;
  private readonly connection: LedgerConnection;
  private readonly incoming: Incoming;

  constructor(
    socket: WebSocket,
    connection: LedgerConnection,
    private readonly line: FaultLine,
    /** The stream that carries it. */
    private readonly duplex: Duplex,
  ) {
    this.socket = socket;
    this.connection = connection;
    this.incoming = new Incoming(line, () => this.close(1008, 'too many messages in a second'));
    const over = new AbortController();
    this.over = over.signal;
    socket.on('error', () => {
      // ws closes the connection by itself after an error; the close is what we write down.
    });
    socket.once('close', (code, reason) => {
      connection.close({ code, reason: reason.toString() });
      line.stop();
      over.abort();
    });
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Calls `listener` with each message. If it throws, the connection ends with 1011. */
  onMessage(listener: (data: string | Uint8Array) => void): void {
    this.socket.on('message', (raw, isBinary) => {
      const data = isBinary ? bytesOf(raw) : bytesOf(raw).toString();
      this.connection.message({ direction: 'sent', type: isBinary ? 'binary' : 'text' }, data);
      if (this.isOpen) this.incoming.pass(data, () => this.hand(data, listener));
    });
  }

  private hand(data: string | Uint8Array, listener: (data: string | Uint8Array) => void): void {
    if (!this.isOpen) return;
    try {
      listener(data);
    } catch (error) {
      console.error('A socket failed:', error);
      this.close(1011, 'the server failed');
    }
  }

  /** Sends one message. A client that does not read is closed with 1013, or cut off. */
  send(data: string | Uint8Array, isHeartBeat = false): void {
    if (this.line.isClear) this.write(data);
    else this.line.pass({ data, isHeartBeat }, (outgoing) => this.write(outgoing));
  }

  /** Like {@link send}, of what many get: it is framed once for all, and goes out in one piece. */
  sendPrepared({ data, size, frame }: Prepared): void {
    if (!this.line.isClear) this.send(data);
    else if (this.isOpen) {
      this.connection.message(factsOf(data), data, size);
      this.duplex.write(frame);
      this.mindBacklog();
    }
  }

  /** Like {@link send}; resolves once the client has taken it and all before. */
  async sendAndWait(data: string | Uint8Array): Promise<void> {
    if (!this.line.isClear) this.send(data);
    else if (this.isOpen) {
      this.connection.message(factsOf(data), data);
      await new Promise<void>((resolve) => this.socket.send(data, () => resolve()));
    }
  }

  private write(data: string | Uint8Array): void {
    if (!this.isOpen) return;
    this.connection.message(factsOf(data), data);
    this.socket.send(data);
    this.mindBacklog();
  }

  private mindBacklog(): void {
    if (this.socket.bufferedAmount > LIMITS.backlog)
      this.closeSoon(1013, 'the client reads too slowly');
  }

  /** Begins the closing handshake; without a code, none is given. */
  close(code?: number, reason?: string): void {
    if (code === undefined) this.socket.close();
    else this.socket.close(code, fitting(reason ?? ''));
  }

  /** Like {@link close}; a client that does not answer soon is cut off. */
  closeSoon(code: number, reason: string): void {
    this.close(code, reason);
    const cutOff = setTimeout(() => this.terminate(), LIMITS.closing);
    this.over.addEventListener('abort', () => clearTimeout(cutOff));
  }

  /** Cuts the connection without a closing handshake. */
  terminate(): void {
    this.socket.terminate();
  }
}

function factsOf(data: string | Uint8Array) {
  return typeof data === 'string' ? TEXT : BINARY;
}

const TEXT = { direction: 'received', type: 'text' } as const;
const BINARY = { direction: 'received', type: 'binary' } as const;

function bytesOf(raw: RawData): Buffer {
  if (Array.isArray(raw)) return Buffer.concat(raw);
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw);
}

/** A close reason holds 123 bytes at most (RFC 6455 §5.5). */
function fitting(reason: string): string {
  let end = reason;
  while (Buffer.byteLength(end) > 123) end = Array.from(end).slice(0, -1).join('');
  return end;
}
