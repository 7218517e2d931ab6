import type { ChannelName, SessionName } from '../decoders/contract.ts';
import { type Channel, Tally } from './channel.ts';

/** A channel that a decoder named, of a session over several connections: each has its share. */
export class SessionChannel implements Channel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly session: SessionName;
  readonly isSession: boolean;
  readonly #shares = new Map<string, Tally>();
  readonly #all = new Tally();

  constructor(id: string, session: SessionName, about: ChannelName) {
    this.id = id;
    this.name = about.name;
    this.type = about.type;
    this.session = session;
    this.isSession = about.session !== undefined;
  }

  get connections(): readonly string[] {
    return [...this.#shares.keys()];
  }

  get records(): number {
    return this.#all.records;
  }

  get lastTime(): number {
    return this.#all.lastTime;
  }

  get isEmpty(): boolean {
    return this.#shares.size === 0;
  }

  has(connection: string): boolean {
    return this.#shares.has(connection);
  }

  count(time: number, connection: string): void {
    this.#all.count(time);
    const share = this.#shares.get(connection) ?? new Tally();
    share.count(time);
    this.#shares.set(connection, share);
  }

  /** The connection's records are no longer there. */
  leave(connection: string): void {
    const share = this.#shares.get(connection);
    if (!share) return;
    this.#shares.delete(connection);
    this.#all.records -= share.records;
    if (share.lastTime < this.#all.lastTime) return;
    this.#all.lastTime = 0;
    for (const { lastTime } of this.#shares.values())
      this.#all.lastTime = Math.max(this.#all.lastTime, lastTime);
  }
}
