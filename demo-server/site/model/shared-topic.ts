import { computed, effect, signal } from '@preact/signals';
import type { SharedThing, Standing } from '../../shared/shared-thing.ts';
import type { SharedTopic as SharedTopicName } from '../../wire/topic/message.ts';
import { perTransport, TRANSPORTS, type TransportName, TWO_WAY } from '../transports/transport.ts';
import { wait } from '../transports/wait.ts';
import { Copy } from './copy.ts';
import { publishByPost, readShared } from './server.ts';
import { TopicBench } from './topic-bench.ts';

/** How long news may take from one server of a cluster to another, in milliseconds. */
const BUS_DELAY = 250;
const pause = () => wait(BUS_DELAY, new AbortController().signal);

/** A topic whose messages change one thing that all share: a copy of it for every lane. */
export class SharedTopic<State extends Standing> {
  readonly bench: TopicBench;
  readonly copies: Readonly<Record<TransportName, Copy<State>>>;
  /** The lane whose copy is looked at and written on, if the person chose one. */
  private readonly chosen = signal<TransportName | undefined>(undefined);

  /** The lane to look through: the chosen one while it runs, else the first that runs. */
  readonly lane = computed(() => {
    const running = this.bench.running;
    return running.find(({ transport }) => transport === this.chosen.value) ?? running[0];
  });
  readonly copy = computed(() => this.lane.value && this.copies[this.lane.value.transport]);
  /** The furthest version that any lane has come to. */
  readonly newest = computed(() =>
    Math.max(0, ...TRANSPORTS.map((one) => this.copies[one].state.value?.version ?? 0)),
  );

  constructor(
    readonly topic: SharedTopicName,
    make: () => SharedThing<State>,
  ) {
    this.copies = perTransport(() => new Copy(make(), () => readShared<State>(topic), pause));
    this.bench = new TopicBench(topic, (transport, message) =>
      this.copies[transport].take(message),
    );
    for (const { transport, isLive, running } of this.bench.all) {
      effect(() => {
        if (isLive.value) void this.copies[transport].readWhole();
      });
      effect(() => {
        if (!running.value) this.copies[transport].forget();
      });
    }
  }

  choose(transport: TransportName): void {
    this.chosen.value = transport;
  }

  /** Publishes over the lane that is looked through where that can, else by a POST beside it. */
  async write(from: string, text: string): Promise<boolean> {
    const lane = this.lane.peek();
    if (lane && TWO_WAY.has(lane.transport) && lane.publish(from, text)) return true;
    return publishByPost(this.topic, from, text);
  }
}
