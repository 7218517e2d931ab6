import { decodeFrame } from '../../wire/rsocket/decode.ts';
import type {
  ErrorFrame,
  Frame,
  KeepAlive,
  PayloadFrame,
  Request,
  RequestN,
} from '../../wire/rsocket/frame.ts';
import {
  errorLabel,
  KEEP_ALIVE,
  leaseLabel,
  nameOf,
  requestLabel,
  setupFrame,
} from './rsocket-frames.ts';
import { LeaseGate } from './rsocket-lease.ts';

/** What the other side may say on a stream. */
export type StreamFrame = PayloadFrame | ErrorFrame | RequestN;

/** What carries frames, and writes them down. */
export interface FrameCarrier {
  send(frame: Frame, label: string, credit?: number): void;
  /** A frame came, so named; after it so much credit is left to the other side, where that counts. */
  note(frame: Frame, label: string, credit?: number): void;
}

/** Listens to one stream, and writes down what comes on it. */
export type Listener = (frame: StreamFrame, note: FrameCarrier['note']) => void;

/** One connection of the page: SETUP, signs of life, leases, and the streams that it opens. */
export class RSocketClient {
  private readonly streams = new Map<number, Listener>();
  private readonly gate = new LeaseGate(() => performance.now());
  /** A client's streams have odd numbers. */
  private next = 1;
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly carrier: FrameCarrier) {}

  /** Establishes the connection; with leases, requests wait until the server grants some. */
  begin(leases: boolean): void {
    if (leases) this.gate.close();
    this.carrier.send(setupFrame(leases), leases ? 'SETUP lease' : 'SETUP');
    const data = new Uint8Array();
    const alive: KeepAlive = { type: 'keepalive', respond: true, position: 0n, data };
    this.beat = setInterval(() => this.carrier.send(alive, 'KEEPALIVE'), KEEP_ALIVE);
  }

  end(): void {
    clearInterval(this.beat);
    this.streams.clear();
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
      this.carrier.send(frame, requestLabel(frame, route), credit);
      if (frame.type === 'request-fnf') this.streams.delete(frame.streamId);
      started(frame.streamId);
    });
  }

  /** Sends a frame on an open stream. */
  send(frame: Frame, label: string, credit?: number): void {
    this.carrier.send(frame, label, credit);
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
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
      case 'keepalive':
        this.carrier.note(frame, nameOf(frame));
        if (frame.respond) this.carrier.send({ ...frame, respond: false }, 'KEEPALIVE');
        break;
      // A server that asks nothing sends no others.
      default:
        break;
    }
  }

  private hear(frame: StreamFrame): void {
    const note: FrameCarrier['note'] = (...facts) => this.carrier.note(...facts);
    const listener = this.streams.get(frame.streamId);
    if (listener) listener(frame, note);
    else note(frame, frame.type === 'error' ? errorLabel(frame) : nameOf(frame));
    const isLast = frame.type === 'error' || (frame.type === 'payload' && frame.complete);
    if (isLast) this.streams.delete(frame.streamId);
  }
}
