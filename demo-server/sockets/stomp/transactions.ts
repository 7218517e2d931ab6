import { LIMITS } from '../../limits.ts';
import type { StompFrame } from '../../wire/stomp/frame.ts';
import { ProtocolError } from './protocol-error.ts';

/** The open transactions of one connection, with the frames that wait for their COMMIT. */
export class Transactions {
  private readonly open = new Map<string, StompFrame[]>();
  private frames = 0;
  private size = 0;

  begin(name: string): void {
    if (this.open.has(name)) throw new ProtocolError(`Transaction ${name} is already open.`);
    this.count(1, 0);
    this.open.set(name, []);
  }

  add(name: string, frame: StompFrame): void {
    const frames = this.framesOf(name);
    this.count(1, frame.body.length);
    frames.push(frame);
  }

  /** Ends the transaction. The frames in it are to be carried out now, or forgotten. */
  end(name: string): readonly StompFrame[] {
    const frames = this.framesOf(name);
    this.open.delete(name);
    this.count(-1 - frames.length, -frames.reduce((sum, { body }) => sum + body.length, 0));
    return frames;
  }

  private framesOf(name: string): StompFrame[] {
    const frames = this.open.get(name);
    if (!frames) throw new ProtocolError(`There is no open transaction ${name}.`);
    return frames;
  }

  /** An open transaction weighs a frame itself: none may be opened without end. */
  private count(frames: number, size: number): void {
    this.frames += frames;
    this.size += size;
    if (this.frames > LIMITS.stompTransactionFrames || this.size > LIMITS.stompTransactionSize)
      throw new ProtocolError('The open transactions hold too much.');
  }
}
