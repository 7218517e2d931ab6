import type { ComponentType } from 'preact';
import { WeighBox } from '../../charts/weigh-box.tsx';
import type { TransportName } from '../../transports/transport.ts';
import { ComparisonBox } from '../comparisons/comparison-box.tsx';
import type { PlanName } from '../comparisons/plans.ts';
import type { LessonBench } from '../lesson-bench.ts';
import {
  Acknowledged,
  CutAndBack,
  Framing,
  Handshake,
  Holds,
  PerAnswer,
  Reused,
  ThereAndBack,
} from './live.tsx';
import { Blocked, Buffered } from './switched.tsx';
import { Borders, CutByNetwork, Stranger } from './trials.tsx';

/** What shows a claim on the page of its lesson. */
export type Evidence = ComponentType<{ readonly bench: LessonBench }>;

const compared =
  (plan: PlanName): Evidence =>
  () => <ComparisonBox plan={plan} />;

const Weighed: Evidence = () => <WeighBox />;

/** By lesson and name of the claim. Claims without any are shown by an experiment, or are text. */
export const EVIDENCE: Readonly<Record<TransportName, Readonly<Record<string, Evidence>>>> = {
  polling: { period: compared('periods'), collects: PerAnswer, closed: Reused },
  'long-polling': {
    atOnce: compared('prompt'),
    frequent: compared('frequent'),
    held: Holds,
  },
  sse: { once: compared('headers'), resumes: CutAndBack, oneWay: ThereAndBack, lighter: Weighed },
  streaming: { borders: CutByNetwork, proxies: Buffered },
  websocket: {
    bothWays: ThereAndBack,
    framing: Framing,
    borders: Borders,
    idle: Weighed,
    cors: Stranger,
  },
  stomp: {},
  sockjs: { fallsBack: Blocked },
  'socket-io': { conveniences: Framing, arrive: CutAndBack },
  mqtt: { smallest: compared('framing'), qos: Acknowledged },
  graphql: { askedFor: compared('fields'), isWebSocket: Handshake },
  rsocket: { resumes: CutAndBack },
};
