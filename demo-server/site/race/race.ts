import { signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { post, report } from '../model/server.ts';
import { NO_TALLY, percentile, since, type Tally } from '../model/tally.ts';
import { Watched } from '../model/watched.ts';
import { parsed } from '../transports/reading.ts';
import { LANE_DEFAULTS, TRANSPORTS, type TransportName } from '../transports/transport.ts';
import { wait } from '../transports/wait.ts';
import { figuresIn, type ServerFigures } from './metrics.ts';

const TOPIC = 'race';
const EVENTS = 100;
/** How long everybody may take to connect, and to hear the last event (milliseconds). */
const PATIENCE = { connect: 8000, finish: 6000 };

export interface RaceSettings {
  readonly rate: number;
  readonly payload: number;
  readonly period: number;
  readonly hold: number;
}

/** How one way fared. Bytes and milliseconds. */
export interface Result {
  readonly transport: TransportName;
  /** It heard the first word, and so takes part. */
  readonly takesPart: boolean;
  readonly received: number;
  readonly tally: Tally;
  readonly median: number | undefined;
  readonly p95: number | undefined;
}

export type Stage = 'idle' | 'connecting' | 'running' | 'over' | 'failed' | 'stopped';

/** Body bytes that Resource Timing knows of, what it gives as transferred, and of how many requests. */
export interface Timings {
  readonly count: number;
  readonly encoded: number;
  readonly transferred: number;
}

/** What one way has heard: when each event was heard, by its sender. */
class Runner {
  readonly watched: Watched;
  readonly heard: { readonly from: string; readonly id: number; readonly latency: number }[] = [];
  begin: Tally = NO_TALLY;
  takesPart = false;

  constructor(transport: TransportName, settings: RaceSettings) {
    const options = { ...LANE_DEFAULTS, period: settings.period, hold: settings.hold };
    const hear = ({ from, id }: TopicMessage, latency: number) => {
      this.heard.push({ from, id, latency: Math.max(0, latency) });
    };
    this.watched = new Watched(transport, TOPIC, () => options, hear);
  }

  hasHeard(id: number): boolean {
    return this.heard.some((one) => one.id === id);
  }

  /** How it fared with the events of one sender. */
  result(from: string): Result {
    const own = this.heard.filter((one) => one.from === from);
    const latencies = own.map(({ latency }) => latency);
    return {
      transport: this.watched.transport,
      takesPart: this.takesPart,
      received: new Set(own.map(({ id }) => id)).size,
      tally: since(this.begin, this.watched.tally),
      median: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
    };
  }
}

/** The same hundred events over every transport at once. */
export class Race {
  readonly settings = signal<RaceSettings>({ rate: 20, payload: 100, period: 1000, hold: 20_000 });
  readonly stage = signal<Stage>('idle');
  readonly results = signal<readonly Result[]>([]);
  readonly server = signal<{ before: ServerFigures; during: ServerFigures } | undefined>(undefined);
  readonly timings = signal<Timings | undefined>(undefined);
  readonly events = EVENTS;
  private stopping: AbortController | undefined;

  change(change: Partial<RaceSettings>): void {
    this.settings.value = { ...this.settings.value, ...change };
  }

  stop(): void {
    if (!this.stopping) return;
    this.stopping.abort();
    this.stage.value = 'stopped';
  }

  async run(): Promise<void> {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.timings.value = undefined;
    const runners = TRANSPORTS.map((name) => new Runner(name, this.settings.value));
    try {
      const before = await askServer();
      this.stage.value = 'connecting';
      for (const { watched } of runners) watched.start();
      await this.everybodyHears(runners, stopping.signal);
      if (stopping.signal.aborted) return;
      await this.publishAndWait(runners, before, stopping.signal);
    } finally {
      for (const { watched } of runners) watched.stop();
      this.stopping = undefined;
    }
  }

  /** Says a first word, again and again, until every way has heard one: then all are subscribed. */
  private async everybodyHears(runners: readonly Runner[], signal: AbortSignal): Promise<void> {
    const end = performance.now() + PATIENCE.connect;
    while (!signal.aborted && performance.now() < end) {
      const body = post('POST', { from: 'first word', text: 'Everybody there?' });
      const said = await report(fetch(`/api/topics/${TOPIC}/messages`, body));
      const id = said && numberIn(await said.text());
      const soon = performance.now() + 1000 + this.settings.peek().period;
      while (id !== undefined && !signal.aborted && performance.now() < soon) {
        for (const one of runners) one.takesPart ||= one.hasHeard(id);
        if (runners.every(({ takesPart }) => takesPart)) return;
        await wait(20, signal);
      }
      if (id === undefined) await wait(500, signal);
    }
  }

  private async publishAndWait(
    runners: readonly Runner[],
    before: ServerFigures,
    signal: AbortSignal,
  ): Promise<void> {
    const { rate, payload } = this.settings.value;
    for (const one of runners) {
      one.begin = one.watched.tally;
      one.heard.length = 0;
    }
    performance.clearResourceTimings();
    const asked = await report(
      fetch('/api/race', post('POST', { topic: TOPIC, events: EVENTS, rate, payload })),
    );
    const from = asked && senderIn(await asked.text());
    if (from === undefined) {
      this.stage.value = 'failed';
      return;
    }
    this.stage.value = 'running';
    const show = () => {
      this.results.value = runners.map((one) => one.result(from));
    };
    const during = await askServer();
    this.server.value = { before, during };
    const end = performance.now() + (EVENTS / rate) * 1000 + PATIENCE.finish;
    const isOver = () =>
      this.results.value.every(({ takesPart, received }) => !takesPart || received >= EVENTS);
    do {
      await wait(50, signal);
      show();
    } while (!signal.aborted && !isOver() && performance.now() < end);
    this.timings.value = timingsHere();
    if (!signal.aborted) this.stage.value = 'over';
  }
}

async function askServer(): Promise<ServerFigures> {
  const answer = await report(fetch('/metrics'));
  return figuresIn(answer ? await answer.text() : '');
}

function timingsHere(): Timings {
  const all = performance
    .getEntriesByType('resource')
    .filter((one): one is PerformanceResourceTiming => one instanceof PerformanceResourceTiming);
  return {
    count: all.length,
    encoded: all.reduce((sum, one) => sum + one.encodedBodySize, 0),
    transferred: all.reduce((sum, one) => sum + one.transferSize, 0),
  };
}

function numberIn(text: string): number | undefined {
  const value = parsed(text);
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'number' ? id : undefined;
}

function senderIn(text: string): string | undefined {
  const value = parsed(text);
  const from =
    typeof value === 'object' && value !== null && 'from' in value ? value.from : undefined;
  return typeof from === 'string' ? from : undefined;
}
