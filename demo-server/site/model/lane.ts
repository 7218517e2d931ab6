import { computed, signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { ALL_TRANSPORTS } from '../transports/all.ts';
import type {
  LaneOptions,
  LaneState,
  Reception,
  Remark,
  Running,
  TransportName,
} from '../transports/transport.ts';
import type { Feed } from './feed.ts';

/** What a poll was answered. */
export type Answer = Extract<Remark, { readonly kind: 'answer' }>;
export type Complaint = Extract<Remark, { readonly kind: 'refused' | 'unreadable' }>;

const LIVE: ReadonlySet<LaneState['kind']> = new Set(['open', 'resting', 'held']);

/** One topic over one transport: started and stopped by the person, counted while it runs. */
export class Lane implements Reception {
  readonly status = signal<LaneState>({ kind: 'off' });
  readonly requests = signal(0);
  readonly emptyAnswers = signal(0);
  readonly messages = signal(0);
  readonly bytes = signal(0);
  /** Answers without a body, since the tag was still the same (304). */
  readonly notModified = signal(0);
  /** The latest answer of a poll. */
  readonly answer = signal<Answer | undefined>(undefined);
  /** The message after which a broken stream went on. */
  readonly resumedAfter = signal<number | undefined>(undefined);
  /** What was last refused, or could not be read; gone with what is said or heard next. */
  readonly complaint = signal<Complaint | undefined>(undefined);
  readonly running = computed(() => this.status.value.kind !== 'off');
  /** Whether the server hears of this lane now. */
  readonly isLive = computed(() => LIVE.has(this.status.value.kind));

  private stopping: AbortController | undefined;
  private startedAt = 0;
  private steering: Running | undefined;

  constructor(
    readonly topic: string,
    readonly transport: TransportName,
    private readonly feed: Feed,
    private readonly options: () => LaneOptions,
    private readonly heard: (message: TopicMessage) => void = () => undefined,
  ) {}

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
    this.answer.value = undefined;
    this.resumedAfter.value = undefined;
    this.complaint.value = undefined;
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
    this.complaint.value = undefined;
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

  remark(remark: Remark): void {
    if (!this.stopping) return;
    switch (remark.kind) {
      case 'answer':
        this.answer.value = remark;
        if (remark.status === 304) this.notModified.value += 1;
        return;
      case 'resumed':
        this.resumedAfter.value = remark.after;
        return;
      case 'refused':
      case 'unreadable':
        this.complaint.value = remark;
    }
  }

  message(message: TopicMessage): void {
    this.messages.value += 1;
    if (this.complaint.peek()?.kind === 'unreadable') this.complaint.value = undefined;
    const isNew = message.time >= this.startedAt;
    const latency = isNew ? Math.max(0, Date.now() - message.time) : undefined;
    this.feed.add(message, { transport: this.transport, latency });
    this.heard(message);
  }
}
