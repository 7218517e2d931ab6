import type { ChannelName, DecodedRecord } from '../decoders/contract.ts';
import { type Channel, DecodedChannel, LoopChannel, Tally } from './channel.ts';
import type { LoopChanges } from './patterns/loop-book.ts';
import { channelIdOf, type Membership } from './record.ts';
import { SessionChannel } from './session-channel.ts';

/** Every channel: those that decoders name, and those that loops of requests make. */
export class ChannelBook {
  readonly #channels = new Map<string, Channel>();
  readonly #decoded = new Map<string, DecodedChannel | SessionChannel>();
  readonly #loops = new Map<string, LoopChannel>();
  /** Ids of the channels that a connection's decoder named. */
  readonly #idsOf = new Map<string, Set<string>>();
  /** Records of each connection that no decoder put into a channel of its own. */
  readonly #tallies = new Map<string, Tally>();
  readonly #loopOf = new Map<string, LoopChannel>();

  get all(): ReadonlyMap<string, Channel> {
    return this.#channels;
  }

  /** Channels that a connection's decoder named. */
  idsOf(connection: string): readonly string[] {
    return [...(this.#idsOf.get(connection) ?? [])];
  }

  count(member: Membership, { channel, time }: DecodedRecord): void {
    const { connection } = member;
    if (channel) {
      this.#named(member, channel).count(time, connection);
    } else {
      this.#tallyOf(connection).count(time);
      this.#loopOf.get(connection)?.count(time);
    }
  }

  /** Takes back what was counted for a connection: it is read anew. */
  uncount(connection: string): void {
    const loop = this.#loopOf.get(connection);
    if (loop) loop.records -= this.#tallyOf(connection).records;
    this.#tallies.delete(connection);
    for (const id of this.#idsOf.get(connection) ?? []) {
      const channel = this.#decoded.get(id);
      channel?.leave(connection);
      if (channel?.isEmpty === false) continue;
      this.#decoded.delete(id);
      this.#channels.delete(id);
    }
    this.#idsOf.delete(connection);
  }

  /** The connection is no longer there. */
  forget(connection: string): void {
    this.#leave(connection);
    this.uncount(connection);
  }

  /** Makes the channels of loops match what is recognised now. */
  follow({ loops, gone, moved }: LoopChanges): void {
    for (const connection of moved) this.#leave(connection);
    for (const id of gone) {
      for (const connection of this.#loops.get(id)?.connections ?? [])
        this.#loopOf.delete(connection);
      this.#loops.delete(id);
      this.#channels.delete(id);
    }
    for (const loop of loops) {
      const channel = this.#loops.get(loop.id) ?? new LoopChannel(loop);
      channel.update(loop);
      this.#loops.set(loop.id, channel);
      this.#channels.set(loop.id, channel);
      for (const member of loop.members) this.#join(member, channel);
    }
  }

  #join(connection: string, channel: LoopChannel): void {
    if (this.#loopOf.get(connection) === channel) return;
    this.#loopOf.set(connection, channel);
    channel.add(connection, this.#tallyOf(connection));
  }

  #leave(connection: string): void {
    this.#loopOf.get(connection)?.remove(connection, this.#tallyOf(connection));
    this.#loopOf.delete(connection);
  }

  #tallyOf(connection: string): Tally {
    const known = this.#tallies.get(connection);
    if (known) return known;
    const tally = new Tally();
    this.#tallies.set(connection, tally);
    return tally;
  }

  #named(member: Membership, name: ChannelName): DecodedChannel | SessionChannel {
    const { connection, session } = member;
    const id = channelIdOf(member, name);
    const known = this.#decoded.get(id);
    if (known?.has(connection)) return known;
    const channel =
      known ??
      (session ? new SessionChannel(id, session, name) : new DecodedChannel(id, connection, name));
    this.#decoded.set(id, channel);
    this.#channels.set(id, channel);
    const ids = this.#idsOf.get(connection);
    if (ids) ids.add(id);
    else this.#idsOf.set(connection, new Set([id]));
    return channel;
  }
}
