import type { decodeFrame } from './decode.ts';
import type { Resume } from './frame.ts';
import { SentFrames } from './sent-frames.ts';

/** What a session needs to go on over another socket. Positions are bytes of frames on streams. */
export class Resumption {
  readonly sent: SentFrames;
  private position = 0n;

  /** @param limit bytes of frames that are kept to be sent again */
  constructor(
    readonly token: Uint8Array,
    limit: number,
  ) {
    this.sent = new SentFrames(limit);
  }

  /** How much of the other side's frames has come. */
  get received(): bigint {
    return this.position;
  }

  /** A frame of the other side came that counts. */
  take({ length }: Uint8Array): void {
    this.position += BigInt(length);
  }

  /**
   * What a client has missed that wants to resume; undefined where that is not kept any more, or where the client itself
   * cannot send again what is missing here.
   */
  missedBy({ lastServer, firstClient }: Resume): readonly Uint8Array[] | undefined {
    return firstClient > this.position ? undefined : this.sent.since(lastServer);
  }
}

/** Whether a frame counts for positions ("Resuming Operation": those of streams, and no others). */
export function isResumable(frame: ReturnType<typeof decodeFrame>): boolean {
  switch (frame.type) {
    case 'request-response':
    case 'request-fnf':
    case 'request-stream':
    case 'request-channel':
    case 'request-n':
    case 'cancel':
    case 'payload':
      return true;
    case 'error':
      return frame.streamId !== 0;
    default:
      return false;
  }
}
