import type { Direction, Problem } from '../contract.ts';
import type { Version } from './address.ts';
import type { Packet } from './packet.ts';

/** What a ping or pong means in the light of those before it. */
export interface Beat {
  readonly note?: string;
  readonly problem?: Problem;
}

/** Follows the pings of one session: since revision 4 the server sends them, before it the client. */
export class Heartbeat {
  readonly #pinger: Direction | undefined;
  /** Heart-beats and probes go their own ways. */
  readonly #pings = new Map<string, number>();

  constructor(version: Version | undefined) {
    if (version !== undefined) this.#pinger = version === 4 ? 'received' : 'sent';
  }

  /** A probe, which asks whether a new transport works, comes from the client in both revisions. */
  follow(packet: Packet, direction: Direction, time: number): Beat {
    if (packet.type === 'ping') {
      this.#pings.set(keyOf(packet, direction), time);
      const isOdd = this.#pinger !== undefined && this.#pinger !== direction && isPlain(packet);
      return isOdd ? { problem: WRONG_DIRECTION } : {};
    }
    if (packet.type !== 'pong') return NOTHING;
    const other = direction === 'sent' ? 'received' : 'sent';
    const key = keyOf(packet, other);
    const asked = this.#pings.get(key);
    if (asked === undefined) return NOTHING;
    this.#pings.delete(key);
    return { note: `answers the ping, ${Math.round(time - asked)} ms later` };
  }
}

/** Whether it is a heart-beat, and no probe. */
export function isPlain({ type, data: [start, end] }: Packet): boolean {
  return (type === 'ping' || type === 'pong') && start === end;
}

function keyOf(packet: Packet, asker: Direction): string {
  return `${asker} ${isPlain(packet) ? 'heart-beat' : 'probe'}`;
}

const NOTHING: Beat = {};

const WRONG_DIRECTION: Problem = {
  kind: 'wrong-direction',
  offset: 0,
  reason: 'In revision 4 the server sends pings, in revision 3 the client.',
};
