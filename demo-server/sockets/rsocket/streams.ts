import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import type {
  Cancel,
  ErrorFrame,
  Frame,
  PayloadFrame,
  Request,
  RequestN,
} from '../../wire/rsocket/frame.ts';
import { Reassembly } from '../../wire/rsocket/reassembly.ts';
import type { Exchange } from './exchange.ts';
import type { LeaseOffice } from './lease.ts';
import { Outlet } from './outlet.ts';
import { failWith } from './publishing.ts';
import { exchangeFor } from './requests.ts';

interface Stream {
  readonly exchange: Exchange;
  readonly outlet: Outlet;
}

/** The streams that one client has opened. What belongs to none of them is ignored, as it must be. */
export class Streams {
  private readonly open = new Map<number, Stream>();
  private readonly reassembly = new Reassembly(LIMITS.rsocketFragments);

  constructor(
    private readonly hub: Hub,
    private readonly metadataMimeType: string,
    /** Undefined where the client asked for no leases: it may then send requests as it likes. */
    private readonly leases: LeaseOffice | undefined,
    private readonly send: (frame: Frame) => void,
  ) {}

  take(frame: Request | PayloadFrame | RequestN | Cancel | ErrorFrame): void {
    const { streamId } = frame;
    switch (frame.type) {
      case 'request-response':
      case 'request-fnf':
      case 'request-stream':
      case 'request-channel':
        // A client's streams have odd numbers, and a request on one in use is ignored.
        if (!this.isInUse(streamId) && streamId % 2 === 1) this.put(frame);
        break;
      case 'payload':
        if (this.isInUse(streamId)) this.put(frame);
        break;
      case 'request-n':
        this.open.get(streamId)?.exchange.request(frame.n);
        break;
      case 'cancel':
      case 'error':
        this.forget(streamId);
        break;
    }
  }

  stop(): void {
    for (const streamId of [...this.open.keys()]) this.forget(streamId);
  }

  private isInUse(streamId: number): boolean {
    return this.open.has(streamId) || this.reassembly.isUnfinished(streamId);
  }

  /** Fragments wait for each other. */
  private put(fragment: Request | PayloadFrame): void {
    const frame = this.reassembly.add(fragment);
    if (frame === 'unfinished') return;
    if (frame === 'too-large') {
      const reason = `More than ${LIMITS.rsocketFragments} bytes of fragments wait for the rest.`;
      this.outlet(fragment.streamId).fail('INVALID', reason);
    } else if (frame.type === 'payload') {
      this.open.get(frame.streamId)?.exchange.payload(frame);
    } else {
      this.begin(frame);
    }
  }

  private begin(request: Request): void {
    const outlet = this.outlet(request.streamId);
    try {
      this.requireRoom(request);
      const exchange = exchangeFor(this.hub, request, this.metadataMimeType, outlet);
      this.open.set(request.streamId, { exchange, outlet });
      exchange.begin();
    } catch (error) {
      // Who fires and forgets hears of nothing, not even of errors.
      if (request.type === 'request-fnf') this.forget(request.streamId);
      else failWith(outlet, error);
    }
  }

  private requireRoom(request: Request): void {
    if (this.leases && !this.leases.takes())
      throw new Refusal(503, 'No lease allows this request.', 'Wait for the next LEASE.');
    if (this.open.size >= LIMITS.rsocketStreams)
      throw new Refusal(503, `${LIMITS.rsocketStreams} streams are open.`, 'End one first.');
    if ('initialN' in request && request.initialN === 0)
      throw new Refusal(400, 'The initial request is 0.', 'Request one or more.');
  }

  private outlet(streamId: number): Outlet {
    return new Outlet(streamId, this.send, () => this.forget(streamId));
  }

  private forget(streamId: number): void {
    this.reassembly.forget(streamId);
    const stream = this.open.get(streamId);
    this.open.delete(streamId);
    stream?.exchange.stop();
    stream?.outlet.end();
  }
}
