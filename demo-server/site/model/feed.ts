import { signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { TransportName } from '../transports/transport.ts';

/** One way a message came, and how long after its publication. */
export interface Arrival {
  readonly transport: TransportName;
  /** Which of the message's arrivals it is, from 0. */
  readonly place: number;
  /** Milliseconds; undefined for a message older than the lane. */
  readonly latency: number | undefined;
}

/** One message, with every way it came. */
export interface FeedRow {
  readonly message: TopicMessage;
  readonly arrivals: readonly Arrival[];
}

/** Rows kept. */
const ROWS = 60;

/** Arrivals are shown together, at most so often, however fast they come (milliseconds). */
const PAUSE = 50;

/** What arrived lately on one topic, newest first; a message that came five ways is one row. */
export class Feed {
  readonly rows = signal<readonly FeedRow[]>([]);
  private readonly known = new Map<number, FeedRow>();
  private pending = false;

  add(message: TopicMessage, arrival: Omit<Arrival, 'place'>): void {
    const row = this.known.get(message.id) ?? { message, arrivals: [] };
    const arrivals = [...row.arrivals, { ...arrival, place: row.arrivals.length }];
    this.known.set(message.id, { message: row.message, arrivals });
    this.forgetOldest();
    this.show();
  }

  clear(): void {
    this.known.clear();
    this.rows.value = [];
  }

  private forgetOldest(): void {
    while (this.known.size > ROWS) this.known.delete(Math.min(...this.known.keys()));
  }

  private show(): void {
    if (this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      this.rows.value = [...this.known.values()].sort((a, b) => b.message.id - a.message.id);
    }, PAUSE);
  }
}
