import { computed, signal } from '@preact/signals';
import type { Topic, TopicMessage } from '../../wire/topic/message.ts';
import { Gaps } from '../model/gaps.ts';
import { post, report } from '../model/server.ts';
import { percentile } from '../model/tally.ts';
import { Watched } from '../model/watched.ts';
import { named } from '../transports/client-name.ts';
import { openExchange } from '../transports/exchange.ts';
import { bytesOf } from '../transports/reading.ts';
import { LANE_DEFAULTS, type LaneOptions, type TransportName } from '../transports/transport.ts';
import { switchFaultOff, switchFaultOn } from './switched-fault.ts';

/** What every lesson listens to: news that the server makes up itself. */
export const LESSON_TOPIC: Topic = 'ticker';

/** Who speaks on a lesson's page. */
const YOU = 'you';

/** One transport under the glass. */
export class LessonBench {
  readonly options = signal<LaneOptions>(LANE_DEFAULTS);
  readonly watched: Watched;
  /** Milliseconds from when something was last said until it was heard. */
  readonly roundTrip = signal<number | undefined>(undefined);
  private gaps = new Gaps();
  private said = '';
  private saidAt: number | undefined;

  readonly figures = computed(() => {
    const { tally } = this.watched.shown.value;
    return {
      ...tally,
      median: percentile(tally.latencies, 0.5),
      p95: percentile(tally.latencies, 0.95),
      perMessage: tally.messages === 0 ? undefined : tally.head / tally.messages,
      missing: this.gaps.missing.length,
    };
  });

  /** Messages that the server may still send, where the page asks for them. */
  readonly credit = computed(
    () =>
      this.watched.shown.value.seen.findLast(({ crossing }) => crossing.credit !== undefined)
        ?.crossing.credit,
  );
  /** Messages that waited at the server to be asked for when it was last asked. */
  readonly waiting = signal<number | undefined>(undefined);

  constructor(readonly transport: TransportName) {
    this.watched = new Watched(
      transport,
      LESSON_TOPIC,
      () => this.options.peek(),
      (message) => this.hear(message),
    );
  }

  private hear({ id, from, text }: TopicMessage): void {
    this.gaps.add(id);
    if (this.saidAt === undefined || from !== YOU || text !== this.said) return;
    this.roundTrip.value = performance.now() - this.saidAt;
    this.saidAt = undefined;
  }

  change(change: Partial<LaneOptions>): void {
    this.options.value = { ...this.options.value, ...change };
    const isReadAtStart = [
      'format',
      'carrier',
      'start',
      'qos',
      'fields',
      'demand',
      'leases',
      'resumes',
    ].some((name) => name in change);
    if (!isReadAtStart || !this.watched.isRunning) return;
    this.watched.stop();
    this.watched.start();
  }

  clear(): void {
    this.gaps = new Gaps();
    this.watched.clear();
  }

  /** Over the connection itself where it goes both ways, else by a POST beside it. */
  say(text: string): void {
    this.said = text;
    this.saidAt = performance.now();
    if (this.watched.publish(YOU, text)) return;
    const path = named(`/api/topics/${LESSON_TOPIC}/messages`, this.watched);
    void this.sendBeside(path, { from: YOU, text });
  }

  async askWaiting(): Promise<void> {
    this.waiting.value = await this.watched.waiting();
  }

  /** This lesson's own connection, and nobody else's; where none is kept open, the next answer's. */
  cut(): void {
    const whom = { url: this.watched.client };
    if (this.transport === 'polling') void this.hangUp(whom);
    else void report(fetch('/api/faults', post('POST', { kind: 'cut', for: whom })));
  }

  /** Until the page notices: a browser asks again by itself when a connection that it kept just ends. */
  private async hangUp(whom: object): Promise<void> {
    const id = await switchFaultOn({ kind: 'hang-up', lasts: 15_000, for: whom });
    if (id === undefined) return;
    const unwatch = this.watched.status.subscribe(({ kind }) => {
      if (kind !== 'retrying' && kind !== 'off') return;
      void switchFaultOff(id);
      queueMicrotask(() => unwatch());
    });
  }

  private async sendBeside(path: string, body: object): Promise<void> {
    const request = post('POST', body);
    const headers = [['Content-Type', 'application/json'] as const];
    const exchange = openExchange(this.watched, 'POST', path, headers, String(request.body));
    const response = await report(fetch(path, request));
    if (response) exchange.answer(response, bytesOf(await response.text()));
    else exchange.end('refused');
  }
}
