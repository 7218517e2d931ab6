import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { encodeFrame } from '../../wire/rsocket/encode.ts';
import { ERROR, type Frame, type Resume, type Setup } from '../../wire/rsocket/frame.ts';
import { isResumable, Resumption } from '../../wire/rsocket/resumption.ts';
import type { MessageSocket } from '../message-socket.ts';
import { LeaseOffice } from './lease.ts';
import type { Sessions } from './sessions.ts';
import { refusalOfSetup } from './setup.ts';
import { Streams } from './streams.ts';

type Received = ReturnType<typeof decodeFrame>;

/**
 * One client: its SETUP, its signs of life, and the streams that it opens. With a resume token it
 * outlives its socket, and goes on over the next one.
 */
export class RSocketConnection {
  /** Undefined until a SETUP was accepted. */
  private streams: Streams | undefined;
  private leases: LeaseOffice | undefined;
  private resumption: Resumption | undefined;
  /** Who goes on over this socket, after RESUME. */
  private heir: RSocketConnection | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private maxLifetime = 0;
  private forgetClosing = () => {};

  constructor(
    private readonly hub: Hub,
    private socket: MessageSocket,
    private readonly sessions: Sessions,
  ) {}

  /** Serves the client until it leaves, fails, or the server closes. */
  start(closing: AbortSignal): void {
    const close = () => this.fail('CONNECTION_ERROR', 'The server is closing.', 1001);
    closing.addEventListener('abort', close);
    this.forgetClosing = () => closing.removeEventListener('abort', close);
    const late = () => this.fail('INVALID_SETUP', 'No SETUP came in time.');
    this.deadline = setTimeout(late, LIMITS.rsocketSetup);
    const { socket } = this;
    socket.over.addEventListener('abort', () => (this.heir ?? this).left(socket));
    socket.onMessage((data) => (this.heir ?? this).hear(socket, data));
  }

  private hear(socket: MessageSocket, data: string | Uint8Array): void {
    if (socket !== this.socket) return;
    if (typeof data === 'string') this.socket.close(1003, 'RSocket is binary');
    else if (this.streams) this.receive(data, this.streams);
    else this.establish(decodeFrame(data));
  }

  /** "Connection Establishment": SETUP, or RESUME, is the first frame, on stream 0. */
  private establish(frame: Received): void {
    if (frame.type === 'setup') this.accept(frame);
    else if (frame.type === 'resume') this.resume(frame);
    else if (frame.type === 'malformed') this.fail('INVALID_SETUP', frame.reason);
    else this.fail('INVALID_SETUP', 'The first frame must be SETUP.');
  }

  private accept(setup: Setup): void {
    const refusal = refusalOfSetup(setup);
    if (refusal) {
      this.fail(refusal.code, refusal.message);
      return;
    }
    if (setup.token && !this.sessions.add(setup.token, this)) {
      this.fail(
        'REJECTED_SETUP',
        'The token is taken, or too many sessions are kept. Take another.',
      );
      return;
    }
    const send = (frame: Frame) => this.send(frame);
    this.resumption = setup.token && new Resumption(setup.token, LIMITS.rsocketResumable);
    this.leases = setup.leases ? new LeaseOffice(send) : undefined;
    this.streams = new Streams(this.hub, setup.metadataMimeType, this.leases, send);
    this.maxLifetime = setup.maxLifetime;
    this.expectLife();
  }

  /** Hands this socket to the session that the client names, if nothing of it was lost. */
  private resume(frame: Resume): void {
    const session = this.sessions.find(frame.token);
    const missed = session?.resumption?.missedBy(frame);
    if (!session || !missed) {
      this.fail('REJECTED_RESUME', 'Nothing is kept of this session, or not enough. Begin anew.');
      return;
    }
    this.heir = session;
    this.stop();
    session.goOn(this.socket, missed);
  }

  private goOn(socket: MessageSocket, missed: readonly Uint8Array[]): void {
    const before = this.socket;
    this.socket = socket;
    before.close(1000, 'resumed elsewhere');
    this.send({ type: 'resume-ok', lastClient: this.resumption?.received ?? 0n });
    for (const bytes of missed) this.socket.send(bytes);
    this.expectLife();
  }

  private receive(bytes: Uint8Array, streams: Streams): void {
    const frame = decodeFrame(bytes);
    if (isResumable(frame)) this.resumption?.take(bytes);
    switch (frame.type) {
      case 'malformed':
        this.fail('CONNECTION_ERROR', frame.reason);
        break;
      case 'keepalive':
        this.expectLife();
        this.resumption?.sent.forgetUntil(frame.position);
        if (frame.respond) this.answerLife(frame.data);
        break;
      case 'error':
        if (frame.streamId === 0) this.bidFarewell();
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

  private answerLife(data: Uint8Array): void {
    const position = this.resumption?.received ?? 0n;
    this.send({ type: 'keepalive', respond: false, position, data }, true);
  }

  private bidFarewell(): void {
    this.stop();
    this.socket.close(1000, 'the client ends the connection');
  }

  /** A client whose KEEPALIVE does not come within the lifetime it named is gone, or may be back. */
  private expectLife(): void {
    clearTimeout(this.deadline);
    const gone = `No KEEPALIVE came for ${this.maxLifetime} ms.`;
    const end = () =>
      this.resumption ? this.socket.close(1001, gone) : this.fail('CONNECTION_ERROR', gone);
    this.deadline = setTimeout(end, this.maxLifetime);
  }

  /** Its socket is over: that is the end, or the wait for RESUME begins. */
  private left(socket: MessageSocket): void {
    if (socket !== this.socket) return;
    clearTimeout(this.deadline);
    if (!this.resumption) this.stop();
    else this.deadline = setTimeout(() => this.stop(), LIMITS.rsocketResume);
  }

  private send(frame: Frame, isHeartBeat = false): void {
    const bytes = encodeFrame(frame);
    if (isResumable(frame)) this.resumption?.sent.keep(bytes);
    this.socket.send(bytes, isHeartBeat);
  }

  /** ERROR on stream 0, and the end. */
  private fail(code: keyof typeof ERROR, message: string, closeCode = 1002): void {
    this.send({ type: 'error', streamId: 0, code: ERROR[code], message });
    this.stop();
    this.socket.close(closeCode, message);
  }

  private stop(): void {
    clearTimeout(this.deadline);
    this.forgetClosing();
    this.leases?.stop();
    this.streams?.stop();
    if (this.resumption) this.sessions.remove(this.resumption.token);
    this.resumption = undefined;
  }
}
