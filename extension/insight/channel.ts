import type { ChannelName, SessionName } from '../decoders/contract.ts';
import type { Loop } from './patterns/family.ts';
import type { LongPollingFigures, PollingFigures } from './patterns/figures.ts';

/** A logical conversation: inside one connection, or across the many requests of a loop. */
export interface Channel {
  /** Unique within the journal. */
  readonly id: string;
  readonly name: string;
  /** `polling`, `long-polling`, or as its decoder says: `stomp-subscription`, `sse-event-type` … */
  readonly type: string;
  readonly connections: readonly string[];
  /** The session that it is part of, where that runs over several connections. */
  readonly session?: SessionName | undefined;
  /** Whether it is the session itself: what is said of it and in no channel inside. */
  readonly isSession?: boolean;
  readonly records: number;
  /** Time of its latest record; 0 without any. */
  readonly lastTime: number;
  readonly polling?: PollingFigures | undefined;
  readonly longPolling?: LongPollingFigures | undefined;
}

/** How many records, and when the last one was. */
export class Tally {
  records = 0;
  lastTime = 0;

  count(time: number): void {
    this.records += 1;
    this.lastTime = Math.max(this.lastTime, time);
  }
}

/** A channel that a decoder named. Its records are counted while they come. */
export class DecodedChannel extends Tally implements Channel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  connections: readonly string[];

  constructor(id: string, connection: string, { name, type }: ChannelName) {
    super();
    this.id = id;
    this.name = name;
    this.type = type;
    this.connections = [connection];
  }

  get isEmpty(): boolean {
    return this.connections.length === 0;
  }

  has(connection: string): boolean {
    return this.connections[0] === connection;
  }

  leave(connection: string): void {
    if (this.has(connection)) this.connections = [];
  }
}

/** The channel that a loop of requests makes; it grows with every request. */
export class LoopChannel extends Tally implements Channel {
  readonly id: string;
  readonly name: string;
  #loop: Loop;
  #connections: string[] = [];

  constructor(loop: Loop) {
    super();
    this.id = loop.id;
    this.name = loop.name;
    this.#loop = loop;
  }

  get type(): string {
    return this.#loop.verdict.kind;
  }

  get connections(): readonly string[] {
    return this.#connections;
  }

  get polling(): PollingFigures | undefined {
    const { verdict } = this.#loop;
    return verdict.kind === 'polling' ? verdict.figures : undefined;
  }

  get longPolling(): LongPollingFigures | undefined {
    const { verdict } = this.#loop;
    return verdict.kind === 'long-polling' ? verdict.figures : undefined;
  }

  update(loop: Loop): void {
    this.#loop = loop;
  }

  add(connection: string, { records, lastTime }: Tally): void {
    this.#connections.push(connection);
    this.records += records;
    this.lastTime = Math.max(this.lastTime, lastTime);
  }

  remove(connection: string, { records }: Tally): void {
    this.#connections = this.#connections.filter((one) => one !== connection);
    this.records -= records;
  }
}
