import { signal } from '@preact/signals';
import type { Topic } from '../../wire/topic/message.ts';
import {
  BENCH_TRANSPORTS,
  type BenchTransport,
  LANE_DEFAULTS,
  type LaneOptions,
} from '../transports/transport.ts';
import { Feed } from './feed.ts';
import { Lane } from './lane.ts';

/** One topic on the bench: its five lanes, their options, and what arrives. */
export class TopicBench {
  readonly topic: Topic;
  readonly feed = new Feed();
  readonly options = signal<LaneOptions>(LANE_DEFAULTS);
  readonly lanes: Readonly<Record<BenchTransport, Lane>>;

  constructor(topic: Topic) {
    this.topic = topic;
    const lane = (transport: BenchTransport) =>
      new Lane(topic, transport, this.feed, () => this.options.peek());
    this.lanes = {
      polling: lane('polling'),
      'long-polling': lane('long-polling'),
      sse: lane('sse'),
      websocket: lane('websocket'),
      stomp: lane('stomp'),
    };
  }

  get all(): readonly Lane[] {
    return BENCH_TRANSPORTS.map((transport) => this.lanes[transport]);
  }

  change(change: Partial<LaneOptions>): void {
    this.options.value = { ...this.options.value, ...change };
    if (change.format) this.lanes.websocket.restart();
  }
}
