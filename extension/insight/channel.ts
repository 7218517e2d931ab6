import type { ChannelName } from '../decoders/contract.ts';
import type { LongPollingFigures, PollingFigures } from './patterns/figures.ts';

/** A logical conversation: inside one connection, or across the many requests of a loop. */
export interface Channel {
  /** Unique within the journal. */
  readonly id: string;
  readonly name: string;
  /** `polling`, `long-polling`, or as its decoder says: `stomp-subscription`, `sse-event-type` … */
  readonly type: string;
  readonly connections: readonly string[];
  readonly records: number;
  /** Time of its latest record; 0 without any. */
  readonly lastTime: number;
  readonly polling?: PollingFigures;
  readonly longPolling?: LongPollingFigures;
}

/** A channel that a decoder named, while records are counted into it. */
export class DecodedChannel implements Channel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly connections: readonly string[];
  records = 0;
  lastTime = 0;

  constructor(id: string, connection: string, { name, type }: ChannelName) {
    this.id = id;
    this.name = name;
    this.type = type;
    this.connections = [connection];
  }

  count(time: number): void {
    this.records += 1;
    this.lastTime = Math.max(this.lastTime, time);
  }
}
