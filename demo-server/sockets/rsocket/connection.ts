import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { encodeFrame } from '../../wire/rsocket/encode.ts';
import { ERROR, type Frame, type Setup } from '../../wire/rsocket/frame.ts';
import type { MessageSocket } from '../message-socket.ts';
import { LeaseOffice } from './lease.ts';
import { refusalOfSetup } from './setup.ts';
import { Streams } from './streams.ts';

type Received = ReturnType<typeof decodeFrame>;

/** One client: its SETUP, its signs of life, and the streams that it opens. */
export class RSocketConnection {
  /** Undefined until a SETUP was accepted. */
  private streams: Streams | undefined;
  private leases: LeaseOffice | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private maxLifetime = 0;

  constructor(
    private readonly hub: Hub,
    private readonly socket: MessageSocket,
  ) {}

  /** Serves the client until it leaves, fails, or the server closes. */
  start(closing: AbortSignal): void {
    const close = () => this.fail('CONNECTION_ERROR', 'The server is closing.', 1001);
    closing.addEventListener('abort', close, { signal: this.socket.over });
    const late = () => this.fail('INVALID_SETUP', 'No SETUP came in time.');
    this.deadline = setTimeout(late, LIMITS.rsocketSetup);
    this.socket.over.addEventListener('abort', () => this.stop());
    this.socket.onMessage((data) => {
      if (typeof data === 'string') this.socket.close(1003, 'RSocket is binary');
      else if (this.streams) this.receive(decodeFrame(data), this.streams);
      else this.establish(decodeFrame(data));
    });
  }

  /** "Connection Establishment": SETUP, or RESUME, is the first frame, on stream 0. */
  private establish(frame: Received): void {
    if (frame.type === 'setup') this.accept(frame);
    else if (frame.type === 'resume' && frame.streamId === 0)
      this.fail('REJECTED_RESUME', 'Nothing can be resumed here. Begin anew with SETUP.');
    else if (frame.type === 'malformed') this.fail('INVALID_SETUP', frame.reason);
    else this.fail('INVALID_SETUP', 'The first frame must be SETUP.');
  }

  private accept(setup: Setup): void {
    const refusal = refusalOfSetup(setup);
    if (refusal) {
      this.fail(refusal.code, refusal.message);
      return;
    }
    const send = (frame: Frame) => this.send(frame);
    this.leases = setup.leases ? new LeaseOffice(send) : undefined;
    this.streams = new Streams(this.hub, setup.metadataMimeType, this.leases, send);
    this.maxLifetime = setup.maxLifetime;
    this.expectLife();
  }

  private receive(frame: Received, streams: Streams): void {
    switch (frame.type) {
      case 'malformed':
        this.fail('CONNECTION_ERROR', frame.reason);
        break;
      case 'keepalive':
        this.expectLife();
        if (frame.respond) this.send({ ...frame, respond: false, position: 0n }, true);
        break;
      case 'error':
        if (frame.streamId === 0) this.socket.close(1000, 'the client ends the connection');
        else streams.take(frame);
        break;
      case 'setup':
      case 'resume':
      case 'resume-ok':
      case 'lease':
      case 'metadata-push':
      case 'ignorable':
        // "Handling the Unexpected": all of them are to be ignored.
        break;
      default:
        streams.take(frame);
    }
  }

  /** A client whose KEEPALIVE does not come within the lifetime it named is gone. */
  private expectLife(): void {
    clearTimeout(this.deadline);
    const gone = `No KEEPALIVE came for ${this.maxLifetime} ms.`;
    this.deadline = setTimeout(() => this.fail('CONNECTION_ERROR', gone), this.maxLifetime);
  }

  private send(frame: Frame, isHeartBeat = false): void {
    this.socket.send(encodeFrame(frame), isHeartBeat);
  }

  /** ERROR on stream 0, and the end. */
  private fail(code: keyof typeof ERROR, message: string, closeCode = 1002): void {
    this.send({ type: 'error', streamId: 0, code: ERROR[code], message });
    this.stop();
    this.socket.close(closeCode, message);
  }

  private stop(): void {
    clearTimeout(this.deadline);
    this.leases?.stop();
    this.streams?.stop();
  }
}
