import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import type { Payload, PayloadFrame, Request } from '../../wire/rsocket/frame.ts';
import type { Exchange } from './exchange.ts';
import type { Outlet } from './outlet.ts';
import { failWith, publishPayload } from './publishing.ts';

type Asked = Extract<Request, { readonly type: 'request-channel' }>;

/**
 * A channel in which each payload of the client is published and, in the same order, acknowledged by
 * `{id}`. The client may be ahead of its acknowledgements by a window; it is told to go on when half of
 * them have been sent. Acknowledgements wait for the client to request them.
 */
export class PublishingChannel implements Exchange {
  private readonly acknowledgements: { readonly id: number }[] = [];
  private last = Promise.resolve();
  /** Payloads that the client may still send, and those it did that are not acknowledged. */
  private granted = LIMITS.rsocketWindow;
  private unacknowledged = 0;
  private acknowledgedSinceGrant = 0;
  private credit: number;
  private isComplete: boolean;
  private isStopped = false;

  constructor(
    private readonly hub: Hub,
    private readonly topic: string,
    private readonly asked: Asked,
    private readonly outlet: Outlet,
  ) {
    this.credit = asked.initialN;
    this.isComplete = asked.complete;
  }

  /** Takes the payload of the request itself, which needs no credit, and lets more follow. */
  begin(): void {
    this.publish(this.asked.payload);
    if (!this.isComplete) this.outlet.request(LIMITS.rsocketWindow);
  }

  request(n: number): void {
    this.credit += n;
    this.acknowledge();
  }

  payload({ payload, next, complete }: PayloadFrame): void {
    if (this.isComplete) return;
    this.isComplete = complete;
    if (next) this.granted -= 1;
    if (this.granted < 0) {
      this.outlet.fail('INVALID', 'More payloads came than were requested.');
      return;
    }
    if (next) this.publish(payload);
    this.acknowledge();
  }

  stop(): void {
    this.isStopped = true;
    this.acknowledgements.length = 0;
  }

  private publish({ data }: Payload): void {
    this.unacknowledged += 1;
    const inTurn = async () => {
      if (this.isStopped) return;
      const { id } = await publishPayload(this.hub, this.topic, data);
      this.acknowledgements.push({ id });
      this.acknowledge();
    };
    this.last = this.last.then(inTurn).catch((error: unknown) => failWith(this.outlet, error));
  }

  private acknowledge(): void {
    while (this.credit > 0) {
      const next = this.acknowledgements.shift();
      if (!next) break;
      this.credit -= 1;
      this.unacknowledged -= 1;
      this.acknowledgedSinceGrant += 1;
      this.outlet.next(next);
    }
    if (!this.isComplete) this.grant();
    else if (this.unacknowledged === 0) this.outlet.complete();
  }

  private grant(): void {
    if (this.acknowledgedSinceGrant < LIMITS.rsocketWindow / 2) return;
    this.granted += this.acknowledgedSinceGrant;
    this.outlet.request(this.acknowledgedSinceGrant);
    this.acknowledgedSinceGrant = 0;
  }
}
