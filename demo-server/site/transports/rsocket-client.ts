import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { encodeFrame } from '../../wire/rsocket/encode.ts';
import { ERROR, type Frame, type KeepAlive, type Request } from '../../wire/rsocket/frame.ts';
import { isResumable, Resumption } from '../../wire/rsocket/resumption.ts';
import type { FrameCarrier, Listener, StreamFrame } from './rsocket-carrier.ts';
import {
  errorLabel,
  KEEP_ALIVE,
  leaseLabel,
  nameOf,
  requestLabel,
  setupFrame,
} from './rsocket-frames.ts';
import { LeaseGate } from './rsocket-lease.ts';

/** Bytes of frames that are kept to be sent again after a loss. */
const KEPT = 256 * 1024;

/**
 * One session of the page: SETUP, signs of life, leases, and the streams that it opens. With a token it
 * outlives its connection, and goes on over the next one.
 */
export class RSocketClient {
  private readonly streams = new Map<number, Listener>();
  private readonly gate = new LeaseGate(() => performance.now());
  /** A client's streams have odd numbers. */
  private next = 1;
  private beat: ReturnType<typeof setInterval> | undefined;

  private resumption: Resumption | undefined;

  /** @param opened hears when streams may be opened, or go on */
  constructor(
    private carrier: FrameCarrier,
    private readonly opened: () => void,
  ) {}

  get canResume(): boolean {
    return this.resumption !== undefined;
  }

  /** Establishes the session; with leases, requests wait until the server grants some. */
  begin(leases: boolean, token?: Uint8Array): void {
    if (leases) this.gate.close();
    this.resumption = token && new Resumption(token, KEPT);
    const wants = `${leases ? ' lease' : ''}${token ? ' resume' : ''}`;
    this.carrier.send(setupFrame(leases, token), `SETUP${wants}`);
    this.live();
    this.opened();
  }

  /** Asks to go on over another connection. */
  resume(carrier: FrameCarrier): void {
    const { resumption } = this;
    if (!resumption) return;
    this.carrier = carrier;
    const { token, received, sent } = resumption;
    const positions = { lastServer: received, firstClient: sent.begin };
    const frame: Frame = { type: 'resume', major: 1, minor: 0, token, ...positions };
    carrier.send(frame, `RESUME ${received}`);
    this.live();
  }

  /** Tells the server that nobody will resume. */
  sayFarewell(): void {
    if (!this.resumption) return;
    this.resumption = undefined;
    const code = ERROR.CONNECTION_CLOSE;
    this.carrier.send({ type: 'error', streamId: 0, code, message: 'stopped' }, 'ERROR');
  }

  /** The connection is over; without a token, the session is as well. */
  end(): void {
    clearInterval(this.beat);
    if (!this.resumption) this.streams.clear();
  }

  private live(): void {
    clearInterval(this.beat);
    const alive = (): KeepAlive => ({
      ...{ type: 'keepalive', respond: true, data: new Uint8Array() },
      position: this.resumption?.received ?? 0n,
    });
    this.beat = setInterval(() => this.carrier.send(alive(), 'KEEPALIVE'), KEEP_ALIVE);
  }

  /** Opens a stream as soon as a lease allows it; `started` hears its number then. */
  ask(
    request: (streamId: number) => Request,
    route: string,
    listener: Listener,
    started: (streamId: number) => void = () => undefined,
  ): void {
    this.gate.pass(() => {
      const frame = request(this.next);
      this.next += 2;
      this.streams.set(frame.streamId, listener);
      const credit = 'initialN' in frame ? frame.initialN : undefined;
      this.send(frame, requestLabel(frame, route), credit);
      if (frame.type === 'request-fnf') this.streams.delete(frame.streamId);
      started(frame.streamId);
    });
  }

  /** Sends a frame on an open stream. */
  send(frame: Frame, label: string, credit?: number): void {
    if (isResumable(frame)) this.resumption?.sent.keep(encodeFrame(frame));
    this.carrier.send(frame, label, credit);
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (isResumable(frame)) this.resumption?.take(bytes);
    switch (frame.type) {
      case 'payload':
      case 'request-n':
      case 'error':
        this.hear(frame);
        break;
      case 'lease':
        this.carrier.note(frame, leaseLabel(frame.requests, frame.timeToLive));
        this.gate.grant(frame.requests, frame.timeToLive);
        break;
      case 'resume-ok':
        this.carrier.note(frame, `RESUME_OK ${frame.lastClient}`);
        this.sayAgain(frame.lastClient);
        this.opened();
        break;
      case 'keepalive':
        this.carrier.note(frame, nameOf(frame));
        this.resumption?.sent.forgetUntil(frame.position);
        if (frame.respond) this.carrier.send({ ...frame, respond: false }, 'KEEPALIVE');
        break;
      // A server that asks nothing sends no others.
      default:
        break;
    }
  }

  /** Sends what the server has not. */
  private sayAgain(from: bigint): void {
    for (const bytes of this.resumption?.sent.since(from) ?? []) {
      const frame = decodeFrame(bytes);
      if (isFrame(frame)) this.carrier.send(frame, `${nameOf(frame)} again`);
    }
  }

  private hear(frame: StreamFrame): void {
    // The session is refused, or over: what comes next begins anew.
    if (frame.type === 'error' && frame.streamId === 0) this.resumption = undefined;
    const note: FrameCarrier['note'] = (...facts) => this.carrier.note(...facts);
    const listener = this.streams.get(frame.streamId);
    if (listener) listener(frame, note);
    else note(frame, frame.type === 'error' ? errorLabel(frame) : nameOf(frame));
    const isLast = frame.type === 'error' || (frame.type === 'payload' && frame.complete);
    if (isLast) this.streams.delete(frame.streamId);
  }
}

function isFrame(frame: ReturnType<typeof decodeFrame>): frame is Frame {
  return !['malformed', 'metadata-push', 'ignorable'].includes(frame.type);
}
