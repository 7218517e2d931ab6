import { LIMITS } from '../../limits.ts';
import type { Frame, Lease } from '../../wire/rsocket/frame.ts';

/**
 * What a client that honours leases may ask ("Lease Semantics"): so many requests within so much time.
 * A new lease replaces the one before when that is over, whatever was left of it.
 */
export class LeaseOffice {
  private left = 0;
  private readonly timer: NodeJS.Timeout;

  /** Grants the first lease at once. */
  constructor(private readonly send: (frame: Frame) => void) {
    this.grant();
    this.timer = setInterval(() => this.grant(), LIMITS.rsocketLeaseTime);
  }

  /** Whether one request more is within the lease; it is counted. */
  takes(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private grant(): void {
    this.left = LIMITS.rsocketLeaseRequests;
    this.send(LEASE);
  }
}

const LEASE: Lease = {
  type: 'lease',
  timeToLive: LIMITS.rsocketLeaseTime,
  requests: LIMITS.rsocketLeaseRequests,
};
