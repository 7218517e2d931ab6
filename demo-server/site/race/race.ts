import { signal } from '@preact/signals';
import { gather, orderPublication } from '../model/publication.ts';
import { type Result, Runner } from '../model/runner.ts';
import { report } from '../model/server.ts';
import { LANE_DEFAULTS, TRANSPORTS } from '../transports/transport.ts';
import { wait } from '../transports/wait.ts';
import { figuresIn, type ServerFigures } from './metrics.ts';
import { type Timings, timingsHere } from './timings.ts';

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

export type Stage = 'idle' | 'connecting' | 'running' | 'over' | 'failed' | 'stopped';

/** The same hundred events over every transport at once. */
export class Race {
  readonly settings = signal<RaceSettings>({ rate: 20, payload: 100, period: 1000, hold: 20_000 });
  readonly stage = signal<Stage>('idle');
  readonly results = signal<readonly Result[]>([]);
  readonly server = signal<{ before: ServerFigures; during: ServerFigures } | undefined>(undefined);
  readonly timings = signal<Timings | undefined>(undefined);
  /** From when to when it was counted, epoch milliseconds, so that the ledger can be asked of the same. */
  readonly span = signal<{ readonly begun: number; readonly ended: number } | undefined>(undefined);
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
    const { period, hold } = this.settings.value;
    const options = { ...LANE_DEFAULTS, period, hold };
    const runners = TRANSPORTS.map((name) => new Runner(name, TOPIC, options));
    try {
      const before = await askServer();
      this.stage.value = 'connecting';
      for (const { watched } of runners) watched.start();
      const times = { patience: PATIENCE.connect, between: 1000 + period };
      await gather(TOPIC, runners, times, stopping.signal);
      if (stopping.signal.aborted) return;
      await this.publishAndWait(runners, before, stopping.signal);
    } finally {
      for (const { watched } of runners) watched.stop();
      this.stopping = undefined;
    }
  }

  private async publishAndWait(
    runners: readonly Runner[],
    before: ServerFigures,
    signal: AbortSignal,
  ): Promise<void> {
    const { rate, payload } = this.settings.value;
    for (const one of runners) one.startCounting();
    const begun = Date.now();
    performance.clearResourceTimings();
    const from = await orderPublication({ topic: TOPIC, events: EVENTS, rate, payload });
    if (from === undefined) {
      this.stage.value = 'failed';
      return;
    }
    this.stage.value = 'running';
    this.server.value = { before, during: await askServer() };
    const end = performance.now() + (EVENTS / rate) * 1000 + PATIENCE.finish;
    do {
      await wait(50, signal);
      this.results.value = runners.map((one) => one.result(from));
    } while (!signal.aborted && !this.isOver && performance.now() < end);
    this.timings.value = timingsHere();
    this.span.value = { begun, ended: Date.now() };
    if (!signal.aborted) this.stage.value = 'over';
  }

  private get isOver(): boolean {
    return this.results.value.every(({ takesPart, received }) => !takesPart || received >= EVENTS);
  }
}

async function askServer(): Promise<ServerFigures> {
  const answer = await report(fetch('/metrics'));
  return figuresIn(answer ? await answer.text() : '');
}
