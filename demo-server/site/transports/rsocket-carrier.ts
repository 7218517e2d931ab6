import type { ErrorFrame, Frame, PayloadFrame, RequestN } from '../../wire/rsocket/frame.ts';

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
