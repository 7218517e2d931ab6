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
  private readonly known = new Map<string, FeedRow>();
  private pending = false;

  add(message: TopicMessage, arrival: Omit<Arrival, 'place'>): void {
    // A restarted server counts from 1 again: number and time together name a message.
    const key = `${message.id} ${message.time}`;
    const row = this.known.get(key) ?? { message, arrivals: [] };
    const arrivals = [...row.arrivals, { ...arrival, place: row.arrivals.length }];
    this.known.set(key, { message: row.message, arrivals });
    this.show();
  }

  clear(): void {
    this.known.clear();
    this.rows.value = [];
  }

  private show(): void {
    if (this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      const newestFirst = [...this.known].sort(([, a], [, b]) => later(b.message, a.message));
      for (const [key] of newestFirst.splice(ROWS)) this.known.delete(key);
      this.rows.value = newestFirst.map(([, row]) => row);
    }, PAUSE);
  }
}

function later(a: TopicMessage, b: TopicMessage): number {
  return a.time - b.time || a.id - b.id;
}
