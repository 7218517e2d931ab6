import type { DecodedRecord } from '../decoders/contract.ts';
import { type Channel, DecodedChannel } from './channel.ts';
import type { Loop } from './patterns/family.ts';
import { channelIdOf } from './record.ts';

interface Tally {
  records: number;
  lastTime: number;
}

interface LoopChannel {
  readonly connections: Set<string>;
}

/** Every channel: those that decoders name, and those that loops of requests make. */
export class ChannelBook {
  readonly #channels = new Map<string, Channel>();
  readonly #decoded = new Map<string, DecodedChannel>();
  readonly #idsOf = new Map<string, Set<string>>();
  /** Records of each connection that no decoder put into a channel of its own. */
  readonly #tallies = new Map<string, Tally>();
  readonly #loops = new Map<string, LoopChannel>();

  get all(): ReadonlyMap<string, Channel> {
    return this.#channels;
  }

  /** Channels that a connection's decoder named. */
  idsOf(connection: string): readonly string[] {
    return [...(this.#idsOf.get(connection) ?? [])];
  }

  count(connection: string, { channel, time }: DecodedRecord): void {
    if (channel === undefined) {
      const tally = this.#tallies.get(connection);
      if (tally) {
        tally.records += 1;
        tally.lastTime = Math.max(tally.lastTime, time);
      } else this.#tallies.set(connection, { records: 1, lastTime: time });
      return;
    }
    const id = channelIdOf(connection, channel);
    const known = this.#decoded.get(id) ?? new DecodedChannel(id, connection, channel);
    this.#decoded.set(id, known);
    this.#channels.set(id, known);
    const ids = this.#idsOf.get(connection);
    if (ids) ids.add(id);
    else this.#idsOf.set(connection, new Set([id]));
    known.count(time);
  }

  /** Takes back what was counted for a connection. */
  uncount(connection: string): void {
    this.#tallies.delete(connection);
    for (const id of this.#idsOf.get(connection) ?? []) {
      this.#decoded.delete(id);
      this.#channels.delete(id);
    }
    this.#idsOf.delete(connection);
  }

  /** Makes the channels of loops match what is recognised now. */
  setLoops(loops: ReadonlyMap<string, Loop>, isKnown: (connection: string) => boolean): void {
    for (const id of this.#loops.keys()) {
      if (loops.has(id)) continue;
      this.#loops.delete(id);
      this.#channels.delete(id);
    }
    for (const loop of loops.values()) {
      const members = this.#loops.get(loop.id)?.connections ?? new Set();
      for (const member of loop.members) members.add(member);
      for (const member of members) if (!isKnown(member)) members.delete(member);
      this.#loops.set(loop.id, { connections: members });
      this.#channels.set(loop.id, this.#loopChannel(loop, members));
    }
  }

  #loopChannel({ id, name, verdict }: Loop, members: ReadonlySet<string>): Channel {
    const tallies = [...members].flatMap((member) => this.#tallies.get(member) ?? []);
    return {
      id,
      name,
      type: verdict.kind,
      connections: [...members],
      records: tallies.reduce((sum, { records }) => sum + records, 0),
      lastTime: tallies.reduce((last, { lastTime }) => Math.max(last, lastTime), 0),
      ...(verdict.kind === 'polling' && { polling: verdict.figures }),
      ...(verdict.kind === 'long-polling' && { longPolling: verdict.figures }),
    };
  }
}
