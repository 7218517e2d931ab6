import type { Direction, Problem } from '../contract.ts';
import { opposite } from './opposite.ts';

interface Lease {
  readonly until: number;
  readonly requests: number;
  used: number;
}

/** What a lease leaves to the one who asks. */
export interface LeaseState {
  readonly left?: number;
  readonly note?: string;
  readonly problems: readonly Problem[];
}

/** How many requests each side may make, and until when (Protocol.md, "Lease Semantics"). */
export class Leases {
  readonly #leases: Partial<Record<Direction, Lease>> = {};
  /** Whether SETUP asked for leases; unknown where it was not captured. */
  #isAgreed: boolean | undefined;

  agree(isAgreed: boolean): void {
    this.#isAgreed = isAgreed;
  }

  /** A LEASE that came this way; the last one counts. */
  grant(requests: number, timeToLive: number, direction: Direction, time: number): LeaseState {
    this.#leases[opposite(direction)] = { requests, until: time + timeToLive, used: 0 };
    if (this.#isAgreed !== false) return { problems: [] };
    const reason = 'SETUP did not say that leases are honoured.';
    return { problems: [{ kind: 'unexpected-lease', offset: 0, reason }] };
  }

  /** A request that went this way. */
  use(direction: Direction, time: number): LeaseState {
    if (!this.#isAgreed) return { problems: [] };
    const lease = this.#leases[direction];
    if (!lease) return { problems: [noLease('No lease was given before this request.')] };
    lease.used += 1;
    const left = Math.max(lease.requests - lease.used, 0);
    const note = `${lease.used} of ${lease.requests} requests used`;
    return { left, note, problems: check(lease, time) };
  }
}

function check({ requests, used, until }: Lease, time: number): readonly Problem[] {
  if (used > requests) return [noLease(`The lease was for ${requests} requests.`)];
  if (time <= until) return [];
  return [noLease(`The lease ended ${Math.round(time - until)} ms before this request.`)];
}

function noLease(reason: string): Problem {
  return { kind: 'no-lease', offset: 0, reason };
}
