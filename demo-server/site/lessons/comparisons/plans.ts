import { LANE_DEFAULTS, type LaneOptions, type TransportName } from '../../transports/transport.ts';

/** What a contender is called by. */
export type Label =
  | { readonly by: 'transport' }
  | { readonly by: 'period'; readonly milliseconds: number }
  | { readonly by: 'rate'; readonly perSecond: number }
  | { readonly by: 'fields'; readonly fields: LaneOptions['fields'] };

/** One way with its settings, and which of the topics it listens to. */
export interface Contender {
  readonly transport: TransportName;
  readonly options: LaneOptions;
  readonly topic: string;
  readonly label: Label;
}

/** What is drawn of the outcome. */
export type MeasureName = 'empty' | 'latency' | 'requestRate' | 'bytes' | 'framing';

/** Ways side by side over the same events, and what to look at. */
export interface Plan {
  readonly seconds: number;
  /** Events a second on each topic, and bytes of the text of each. */
  readonly topics: Readonly<Record<string, number>>;
  readonly payload: number;
  readonly contenders: readonly Contender[];
  readonly measures: readonly MeasureName[];
}

const one = (
  transport: TransportName,
  topic: string,
  options: Partial<LaneOptions> = {},
  label: Label = { by: 'transport' },
): Contender => ({ transport, topic, options: { ...LANE_DEFAULTS, ...options }, label });

const polled = (milliseconds: number) =>
  one('polling', 'compare-1', { period: milliseconds }, { by: 'period', milliseconds });

const atRate = (topic: string, perSecond: number) => [
  one('polling', topic, {}, { by: 'rate', perSecond }),
  one('long-polling', topic, {}, { by: 'rate', perSecond }),
];

export const PLANS = {
  /** One loop for each period; the events keep another rhythm than any of them. */
  periods: {
    seconds: 9,
    topics: { 'compare-1': 1.7 },
    payload: 0,
    contenders: [polled(100), polled(300), polled(1000), polled(3000)],
    measures: ['empty', 'latency', 'framing'],
  },
  prompt: {
    seconds: 8,
    topics: { 'compare-1': 2 },
    payload: 0,
    contenders: [
      one('polling', 'compare-1'),
      one('long-polling', 'compare-1'),
      one('sse', 'compare-1'),
    ],
    measures: ['latency'],
  },
  /** Polling makes as many requests at every rate; long polling one for each event. */
  frequent: {
    seconds: 8,
    topics: { 'compare-1': 0.5, 'compare-2': 3, 'compare-3': 20 },
    payload: 0,
    contenders: [
      ...atRate('compare-1', 0.5),
      ...atRate('compare-2', 3),
      ...atRate('compare-3', 20),
    ],
    measures: ['requestRate'],
  },
  headers: {
    seconds: 8,
    topics: { 'compare-1': 2 },
    payload: 0,
    contenders: [
      one('polling', 'compare-1'),
      one('long-polling', 'compare-1'),
      one('sse', 'compare-1'),
      one('websocket', 'compare-1'),
    ],
    measures: ['bytes'],
  },
  framing: {
    seconds: 6,
    topics: { 'compare-1': 5 },
    payload: 0,
    contenders: [
      one('mqtt', 'compare-1'),
      one('rsocket', 'compare-1'),
      one('socket-io', 'compare-1'),
      one('graphql', 'compare-1'),
      one('stomp', 'compare-1'),
      one('sockjs', 'compare-1'),
    ],
    measures: ['framing'],
  },
  fields: {
    seconds: 5,
    topics: { 'compare-1': 4 },
    payload: 100,
    contenders: (['all', 'few'] as const).map((fields) =>
      one('graphql', 'compare-1', { fields }, { by: 'fields', fields }),
    ),
    measures: ['bytes'],
  },
} as const satisfies Readonly<Record<string, Plan>>;

export type PlanName = keyof typeof PLANS;
