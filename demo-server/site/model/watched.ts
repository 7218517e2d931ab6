import { signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { ALL_TRANSPORTS } from '../transports/all.ts';
import { newClientName } from '../transports/client-name.ts';
import type { Crossing } from '../transports/crossing.ts';
import type {
  LaneOptions,
  LaneState,
  Reception,
  Remark,
  Running,
  TransportName,
} from '../transports/transport.ts';
import type { Seen } from './diagram.ts';
import { NO_TALLY, type Tally, withCrossing, withMessage } from './tally.ts';

/** Crossings kept for drawing. */
const KEPT = 400;
/** What changed is shown together, at most so often (milliseconds). */
const PAUSE = 60;

interface Watching {
  readonly seen: readonly Seen[];
  readonly tally: Tally;
}

/** One topic over one transport, with everything that crosses written down. */
export class Watched implements Reception {
  readonly client = newClientName();
  readonly status = signal<LaneState>({ kind: 'off' });
  /** When the server advised to ask again, in milliseconds. */
  readonly advised = signal<number | undefined>(undefined);
  /** What is shown of it: a moment behind {@link tally}. */
  readonly shown = signal<Watching>({ seen: [], tally: NO_TALLY });
  tally = NO_TALLY;
  private seen: Seen[] = [];
  private stopping: AbortController | undefined;
  private steering: Running | undefined;
  private startedAt = 0;
  private pending = false;

  constructor(
    readonly transport: TransportName,
    private readonly topic: string,
    private readonly options: () => LaneOptions,
    private readonly heard: (message: TopicMessage, latency: number) => void = () => undefined,
  ) {}

  get isRunning(): boolean {
    return this.stopping !== undefined;
  }

  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.startedAt = Date.now();
    this.status.value = { kind: 'connecting' };
    const transport = ALL_TRANSPORTS[this.transport];
    this.steering = transport(this.topic, this.options, this, this.stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.steering = undefined;
    this.status.value = { kind: 'off' };
  }

  /** Publishes over this connection; false when it cannot. */
  publish(from: string, text: string): boolean {
    if (!this.steering?.publish || this.status.peek().kind !== 'open') return false;
    this.steering.publish(from, text);
    return true;
  }

  /** Lets so many messages more come, where they have to be asked for. */
  requestMore(n: number): void {
    this.steering?.request?.(n);
  }

  /** Asks the server how many messages it keeps until they are asked for. */
  waiting(): Promise<number | undefined> | undefined {
    return this.steering?.waiting?.();
  }

  clear(): void {
    this.seen = [];
    this.tally = NO_TALLY;
    this.show();
  }

  state(state: LaneState): void {
    if (this.stopping) this.status.value = state;
  }

  /** Requests are counted as they cross. */
  request(): void {}

  /** Bytes are counted as they cross. */
  payload(): void {}

  empty(): void {
    this.tally = { ...this.tally, emptyAnswers: this.tally.emptyAnswers + 1 };
    this.show();
  }

  /** The drawing says the rest. */
  remark(remark: Remark): void {
    if (remark.kind === 'answer') this.advised.value = remark.advised;
  }

  message(message: TopicMessage): void {
    const latency = performance.timeOrigin + performance.now() - message.time;
    const isNew = message.time >= this.startedAt;
    this.tally = withMessage(this.tally, isNew ? Math.max(0, latency) : undefined);
    this.heard(message, latency);
    this.show();
  }

  crossing(crossing: Crossing): void {
    this.tally = withCrossing(this.tally, crossing);
    this.seen.push({ at: performance.now(), crossing });
    if (this.seen.length > 2 * KEPT) this.seen = this.seen.slice(-KEPT);
    this.show();
  }

  private show(): void {
    if (this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      this.shown.value = { seen: this.seen.slice(-KEPT), tally: this.tally };
    }, PAUSE);
  }
}
