import { computed, signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { ALL_TRANSPORTS } from '../transports/all.ts';
import type {
  LaneOptions,
  LaneState,
  Reception,
  Running,
  TransportName,
} from '../transports/transport.ts';
import type { Feed } from './feed.ts';

/** One topic over one transport: started and stopped by the person, counted while it runs. */
export class Lane implements Reception {
  readonly topic: string;
  readonly transport: TransportName;
  readonly status = signal<LaneState>({ kind: 'off' });
  readonly requests = signal(0);
  readonly emptyAnswers = signal(0);
  readonly messages = signal(0);
  readonly bytes = signal(0);
  readonly running = computed(() => this.status.value.kind !== 'off');

  private readonly feed: Feed;
  private readonly options: () => LaneOptions;
  private stopping: AbortController | undefined;
  private startedAt = 0;
  private steering: Running | undefined;

  constructor(topic: string, transport: TransportName, feed: Feed, options: () => LaneOptions) {
    this.topic = topic;
    this.transport = transport;
    this.feed = feed;
    this.options = options;
  }

  start(): void {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.startedAt = Date.now();
    this.status.value = { kind: 'connecting' };
    const transport = ALL_TRANSPORTS[this.transport];
    this.steering = transport(this.topic, this.options, this, stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.steering = undefined;
    this.status.value = { kind: 'off' };
  }

  /** Begins anew, for options that are read only at the start. */
  restart(): void {
    if (!this.stopping) return;
    this.stop();
    this.start();
  }

  /** Publishes over this lane's own connection. False when it cannot: not open, or one-way. */
  publish(from: string, text: string): boolean {
    if (!this.steering?.publish || this.status.value.kind !== 'open') return false;
    this.steering.publish(from, text);
    return true;
  }

  state(state: LaneState): void {
    if (this.stopping) this.status.value = state;
  }

  request(): void {
    this.requests.value += 1;
  }

  empty(): void {
    this.emptyAnswers.value += 1;
  }

  /** The benches count what applications see; what crosses is drawn in the lessons. */
  crossing(): void {}

  payload(bytes: number): void {
    this.bytes.value += bytes;
  }

  message(message: TopicMessage): void {
    this.messages.value += 1;
    const isNew = message.time >= this.startedAt;
    const latency = isNew ? Math.max(0, Date.now() - message.time) : undefined;
    this.feed.add(message, { transport: this.transport, latency });
  }
}
