import { signal } from '@preact/signals';
import type { OwnTopic, TopicMessage } from '../../wire/topic/message.ts';
import {
  BENCH_TRANSPORTS,
  LANE_DEFAULTS,
  type LaneOptions,
  perTransport,
  TRANSPORTS,
  type TransportName,
} from '../transports/transport.ts';
import { Feed } from './feed.ts';
import { Lane } from './lane.ts';

/** Choices that a lane reads only when it starts, and whose they are. */
const READ_AT_START = {
  format: 'websocket',
  carrier: 'sockjs',
  start: 'socket-io',
  qos: 'mqtt',
  fields: 'graphql',
  demand: 'rsocket',
  leases: 'rsocket',
} as const satisfies Partial<Record<keyof LaneOptions, TransportName>>;

/** One topic on the bench: a lane for every transport, their options, and what arrives. */
export class TopicBench {
  readonly feed = new Feed();
  readonly options = signal<LaneOptions>(LANE_DEFAULTS);
  readonly lanes: Readonly<Record<TransportName, Lane>>;
  /** Whether lanes are shown beyond those that stand first and those that run. */
  readonly showsAll = signal(false);

  constructor(
    readonly topic: OwnTopic,
    heard: (transport: TransportName, message: TopicMessage) => void = () => undefined,
  ) {
    this.lanes = perTransport((transport) => {
      const options = () => this.options.peek();
      return new Lane(topic, transport, this.feed, options, (one) => heard(transport, one));
    });
  }

  get all(): readonly Lane[] {
    return TRANSPORTS.map((transport) => this.lanes[transport]);
  }

  get running(): readonly Lane[] {
    return this.all.filter(({ running }) => running.value);
  }

  /** The lanes to show, those that stand first before the others. */
  get shown(): readonly Lane[] {
    const first = BENCH_TRANSPORTS.map((transport) => this.lanes[transport]);
    const others = this.all.filter((lane) => !first.includes(lane));
    return [...first, ...others.filter(({ running }) => this.showsAll.value || running.value)];
  }

  change(change: Partial<LaneOptions>): void {
    this.options.value = { ...this.options.value, ...change };
    for (const [option, transport] of Object.entries(READ_AT_START))
      if (option in change) this.lanes[transport].restart();
  }
}
