import { signal } from '@preact/signals';
import { gather, orderPublication } from '../../model/publication.ts';
import { type Result, Runner } from '../../model/runner.ts';
import { wait } from '../../transports/wait.ts';
import type { Contender, Plan } from './plans.ts';

/** How long everybody may take to connect (milliseconds). */
const PATIENCE = 8000;
/** How long the last events may be on their way, besides a polling period (milliseconds). */
const GRACE = 400;

export type ComparisonStage = 'idle' | 'connecting' | 'measuring' | 'over' | 'failed';

/** How one contender fared. */
export interface Outcome {
  readonly contender: Contender;
  readonly result: Result;
  /** For how long it was measured. */
  readonly seconds: number;
}

interface Entrant {
  readonly contender: Contender;
  readonly runner: Runner;
}

/** Lets the ways of a plan run over the same events, and tells how they fared. */
export class Comparison {
  readonly stage = signal<ComparisonStage>('idle');
  readonly outcomes = signal<readonly Outcome[]>([]);
  private stopping: AbortController | undefined;

  constructor(readonly plan: Plan) {}

  stop(): void {
    this.stopping?.abort();
  }

  async run(): Promise<void> {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    const { signal } = stopping;
    const entrants = this.plan.contenders.map((contender) => ({
      contender,
      runner: new Runner(contender.transport, contender.topic, contender.options),
    }));
    try {
      this.stage.value = 'connecting';
      for (const { runner } of entrants) runner.watched.start();
      await this.gatherAll(entrants, signal);
      if (!signal.aborted) await this.measure(entrants, signal);
    } finally {
      for (const { runner } of entrants) runner.watched.stop();
      this.stopping = undefined;
      if (signal.aborted) this.stage.value = 'idle';
    }
  }

  private async gatherAll(entrants: readonly Entrant[], signal: AbortSignal): Promise<void> {
    const times = { patience: PATIENCE, between: 1000 + this.longestPeriod };
    await Promise.all(
      Object.keys(this.plan.topics).map((topic) => {
        const there = entrants.filter(({ contender }) => contender.topic === topic);
        return gather(
          topic,
          there.map(({ runner }) => runner),
          times,
          signal,
        );
      }),
    );
  }

  private async measure(entrants: readonly Entrant[], signal: AbortSignal): Promise<void> {
    const { plan } = this;
    for (const { runner } of entrants) runner.startCounting();
    const begun = performance.now();
    const senders = new Map<string, string>();
    for (const [topic, rate] of Object.entries(plan.topics)) {
      const from = await orderPublication({
        topic,
        rate,
        events: this.eventsOn(topic),
        payload: plan.payload,
      });
      if (from !== undefined) senders.set(topic, from);
    }
    if (senders.size < Object.keys(plan.topics).length) {
      this.stage.value = 'failed';
      return;
    }
    this.stage.value = 'measuring';
    const end = begun + plan.seconds * 1000 + this.longestPeriod + GRACE;
    do {
      await wait(250, signal);
      const seconds = (performance.now() - begun) / 1000;
      this.outcomes.value = entrants.map(({ contender, runner }) => {
        const result = runner.result(senders.get(contender.topic) ?? '');
        return { contender, result, seconds };
      });
    } while (!signal.aborted && !this.isOver && performance.now() < end);
    if (!signal.aborted) this.stage.value = 'over';
  }

  /** Whether every event has come by every way. */
  private get isOver(): boolean {
    return this.outcomes.value.every(
      ({ contender, result }) => result.received >= this.eventsOn(contender.topic),
    );
  }

  private eventsOn(topic: string): number {
    const { topics, seconds }: Plan = this.plan;
    return Math.max(1, Math.round((topics[topic] ?? 0) * seconds));
  }

  private get longestPeriod(): number {
    const periods = this.plan.contenders.map(({ transport, options }) =>
      transport === 'polling' ? options.period : 0,
    );
    return Math.max(...periods);
  }
}
