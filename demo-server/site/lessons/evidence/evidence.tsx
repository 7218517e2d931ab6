import type { ComponentType } from 'preact';
import { WeighBox } from '../../charts/weigh-box.tsx';
import type { TransportName } from '../../transports/transport.ts';
import { words } from '../../words/words.ts';
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
import { ToPage, ToPlace } from './pointers.tsx';
import { Blocked, Buffered } from './switched.tsx';
import { Borders, CutByNetwork, Stranger } from './trials.tsx';

/** What shows a claim on the page of its lesson. */
export type Evidence = ComponentType<{ readonly bench: LessonBench }>;

const compared =
  (plan: PlanName): Evidence =>
  () => <ComparisonBox plan={plan} />;

const Rooms: Evidence = () => (
  <ToPlace selector='[data-experiment="rooms"]' name={words.value.experiments.rooms} />
);
const Token: Evidence = () => (
  <ToPlace selector='[data-experiment="token"]' name={words.value.experiments.token} />
);
const Streams: Evidence = () => (
  <ToPlace selector='[data-experiment="streams"]' name={words.value.experiments.streams} />
);
const Wire: Evidence = () => <ToPlace selector=".wire" name={words.value.lesson.onTheWire} />;
const Assistant: Evidence = () => (
  <ToPage route={{ page: 'laboratory' }} name={words.value.site.pages.laboratory} />
);
const Cluster: Evidence = () => (
  <ToPage route={{ page: 'cluster' }} name={words.value.site.pages.cluster} />
);
const SockJs: Evidence = () => (
  <ToPage route={{ page: 'lessons', lesson: 'sockjs' }} name={words.value.lessons.sockjs.title} />
);
const Weighed: Evidence = () => <WeighBox />;

/** By lesson and name of the claim. */
export const EVIDENCE: Readonly<Record<TransportName, Readonly<Record<string, Evidence>>>> = {
  polling: { period: compared('periods'), collects: PerAnswer, closed: Reused },
  'long-polling': {
    atOnce: compared('prompt'),
    frequent: compared('frequent'),
    held: Holds,
  },
  sse: {
    once: compared('headers'),
    resumes: CutAndBack,
    oneWay: ThereAndBack,
    lighter: Weighed,
    six: Streams,
  },
  streaming: { needsEventSource: Assistant, borders: CutByNetwork, proxies: Buffered },
  websocket: {
    bothWays: ThereAndBack,
    framing: Framing,
    borders: Borders,
    rooms: Rooms,
    token: Token,
    idle: Weighed,
    cors: Stranger,
  },
  stomp: { destinations: Rooms, urls: SockJs },
  sockjs: { fallsBack: Blocked, sticky: Cluster },
  'socket-io': { conveniences: Framing, arrive: CutAndBack },
  mqtt: { smallest: compared('framing'), qos: Acknowledged },
  graphql: { askedFor: compared('fields'), isWebSocket: Handshake },
  rsocket: { models: Wire, backpressure: Wire, resumes: CutAndBack, leases: Wire },
};
