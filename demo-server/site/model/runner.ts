import type { TopicMessage } from '../../wire/topic/message.ts';
import type { LaneOptions, TransportName } from '../transports/transport.ts';
import { NO_TALLY, percentile, since, type Tally } from './tally.ts';
import { Watched } from './watched.ts';

/** How one way fared with a known set of events. Bytes and milliseconds. */
export interface Result {
  readonly transport: TransportName;
  /** Name of its connections in the ledger. */
  readonly client: string;
  /** It heard the first word, and so takes part. */
  readonly takesPart: boolean;
  /** Events of the set that came, each counted once. */
  readonly received: number;
  /** What crossed since it began to count. */
  readonly tally: Tally;
  readonly median: number | undefined;
  readonly p95: number | undefined;
}

interface Heard {
  readonly from: string;
  readonly id: number;
  readonly latency: number;
}

/** One way of one topic that is held against others: what it heard of each sender, and what that cost. */
export class Runner {
  readonly watched: Watched;
  takesPart = false;
  private heard: Heard[] = [];
  private begin: Tally = NO_TALLY;

  constructor(transport: TransportName, topic: string, options: LaneOptions) {
    const hear = ({ from, id }: TopicMessage, latency: number) => {
      this.heard.push({ from, id, latency: Math.max(0, latency) });
    };
    this.watched = new Watched(transport, topic, () => options, hear);
  }

  /** Takes part from when it has heard the message of this number. */
  joinAt(id: number): void {
    this.takesPart ||= this.heard.some((one) => one.id === id);
  }

  /** Counts from now on. */
  startCounting(): void {
    this.begin = this.watched.tally;
    this.heard = [];
  }

  /** How it fared with the events of one sender. */
  result(from: string): Result {
    // A subscription may have left the sender out; what it heard then is taken for his.
    const own = this.heard.filter((one) => one.from === from || one.from === '');
    const latencies = own.map(({ latency }) => latency);
    return {
      transport: this.watched.transport,
      client: this.watched.client,
      takesPart: this.takesPart,
      received: new Set(own.map(({ id }) => id)).size,
      tally: since(this.begin, this.watched.tally),
      median: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
    };
  }
}
