import type { Payload, PayloadFrame, Request } from './frame.ts';
import { joined } from './octets.ts';

type Whole = Request | PayloadFrame;

interface Unfinished {
  readonly first: Whole;
  readonly pieces: Payload[];
}

/** Puts fragments together ("Fragmentation And Reassembly"), of all streams so many bytes at once. */
export class Reassembly {
  private readonly unfinished = new Map<number, Unfinished>();
  private size = 0;

  constructor(private readonly limit: number) {}

  /** Whether fragments of this stream are missing. */
  isUnfinished(streamId: number): boolean {
    return this.unfinished.has(streamId);
  }

  /** The whole frame, once its last fragment is given; `too-large` where the limit is reached. */
  add(frame: Whole): Whole | 'unfinished' | 'too-large' {
    const { streamId } = frame;
    const begun = this.unfinished.get(streamId);
    if (!begun && !frame.follows) return frame;
    const { first, pieces } = begun ?? { first: frame, pieces: [] };
    this.unfinished.set(streamId, { first, pieces });
    pieces.push(frame.payload);
    this.size += sizeOf(frame.payload);
    if (this.size > this.limit) {
      this.forget(streamId);
      return 'too-large';
    }
    if (frame.follows) return 'unfinished';
    this.forget(streamId);
    return whole(first, frame, payloadOf(pieces));
  }

  forget(streamId: number): void {
    const { pieces = [] } = this.unfinished.get(streamId) ?? {};
    for (const piece of pieces) this.size -= sizeOf(piece);
    this.unfinished.delete(streamId);
  }
}

/** The first fragment says what it is, the last one whether its side has more to say. */
function whole(first: Whole, last: Whole, payload: Payload): Whole {
  const isComplete = 'complete' in last && last.complete;
  switch (first.type) {
    case 'request-channel':
    case 'payload':
      return { ...first, payload, follows: false, complete: first.complete || isComplete };
    case 'request-response':
    case 'request-fnf':
    case 'request-stream':
      return { ...first, payload, follows: false };
  }
}

function payloadOf(pieces: readonly Payload[]): Payload {
  const data = joined(pieces.map((piece) => piece.data));
  const metadata = pieces.flatMap((piece) => piece.metadata ?? []);
  return metadata.length > 0 ? { data, metadata: joined(metadata) } : { data };
}

/** A fragment weighs something even when it is empty: none may be sent without end. */
function sizeOf({ data, metadata }: Payload): number {
  return 16 + data.length + (metadata?.length ?? 0);
}
