import type { FormatName } from '../../wire/topic/format.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Crossing } from './crossing.ts';

/** How a topic's messages can reach this page. */
export const TRANSPORTS = [
  'polling',
  'long-polling',
  'sse',
  'streaming',
  'websocket',
  'stomp',
  'sockjs',
  'socket-io',
  'mqtt',
  'graphql',
  'rsocket',
] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** Those that stand first on the laboratory's benches; the others can be shown too. */
export const BENCH_TRANSPORTS = ['polling', 'long-polling', 'sse', 'websocket', 'stomp'] as const;

/** Those that can publish over their own connection; the others do it by a POST beside them. */
export const TWO_WAY: ReadonlySet<TransportName> = new Set<TransportName>([
  'websocket',
  'stomp',
  'sockjs',
  'socket-io',
  'mqtt',
  'graphql',
  'rsocket',
]);

/** Something for every transport. */
export function perTransport<Value>(
  make: (transport: TransportName) => Value,
): Readonly<Record<TransportName, Value>> {
  return {
    polling: make('polling'),
    'long-polling': make('long-polling'),
    sse: make('sse'),
    streaming: make('streaming'),
    websocket: make('websocket'),
    stomp: make('stomp'),
    sockjs: make('sockjs'),
    'socket-io': make('socket-io'),
    mqtt: make('mqtt'),
    graphql: make('graphql'),
    rsocket: make('rsocket'),
  };
}

export type LaneState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Between two polls; the next goes out then, epoch milliseconds. */
  | { readonly kind: 'resting'; readonly until: number }
  /** A long poll waits for news since this moment, epoch milliseconds. */
  | { readonly kind: 'held'; readonly since: number }
  /** The connection was lost, or could not be made; it will be tried again. */
  | { readonly kind: 'retrying'; readonly reason: string };

/** What can be changed while a lane runs. Milliseconds. */
export interface LaneOptions {
  /** Whether a poll follows the last after `period`, or when the server advised it. */
  readonly pace: 'fixed' | 'adaptive';
  readonly period: number;
  readonly hold: number;
  /** A long poll gathers more until its first message is so old. */
  readonly batch: number;
  readonly etag: boolean;
  /** How messages of a plain WebSocket are written. */
  readonly format: FormatName;
  /** What carries SockJS. */
  readonly carrier: 'auto' | 'websocket' | 'xhr-streaming' | 'xhr-polling';
  /** What Socket.IO begins with. */
  readonly start: 'polling' | 'websocket';
  /** Quality of service of MQTT. */
  readonly qos: 0 | 1;
  /** Fields that a GraphQL subscription asks for. */
  readonly fields: 'all' | 'few';
  /** Who asks RSocket for more: the page by itself, in windows, or the person. */
  readonly demand: 'window' | 'hand';
  /** By which of RSocket's models something is said. */
  readonly saying: 'request-response' | 'fire-and-forget' | 'channel';
  /** Whether RSocket's requests wait for leases. */
  readonly leases: boolean;
  /** Whether RSocket's session is resumed after a loss, by its token. */
  readonly resumes: boolean;
}

export const LANE_DEFAULTS: LaneOptions = {
  pace: 'fixed',
  period: 1000,
  hold: 20_000,
  batch: 0,
  etag: true,
  format: 'json',
  carrier: 'websocket',
  start: 'polling',
  qos: 0,
  fields: 'all',
  demand: 'window',
  saying: 'request-response',
  leases: false,
  resumes: false,
};

/** What a transport says of itself beside its messages. */
export type Remark =
  /** A poll was answered. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly messages: number;
      readonly bytes: number;
      readonly cursor: number | undefined;
      /** When the server advises to ask again, in milliseconds (X-Poll-Interval). */
      readonly advised: number | undefined;
    }
  /** A stream that broke goes on after this message (Last-Event-ID, cursor). */
  | { readonly kind: 'resumed'; readonly after: number }
  /** The server did not do what was sent over this connection. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Something came that says nothing in the format agreed on. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What a running transport tells its lane. */
export interface Reception {
  /** Name that its connections carry in their URLs; without it they carry none. */
  readonly client?: string;
  state(state: LaneState): void;
  /** An HTTP request or a handshake goes out. */
  request(): void;
  /** An answer without news came. */
  empty(): void;
  /** Payload bytes came; headers and framing are out of a page's sight. */
  payload(bytes: number): void;
  message(message: TopicMessage): void;
  remark(remark: Remark): void;
  /** Something went to the server, or came from it. */
  crossing(crossing: Crossing): void;
}

/** What a running transport can be told besides. */
export interface Running {
  /** Says something over this connection; who cannot publishes by a POST beside it. */
  publish?(from: string, text: string): void;
  /** Lets so many messages more come, where the page has to ask for them. */
  request?(n: number): void;
  /** How many messages the server keeps until they are asked for, as it says. */
  waiting?(): Promise<number | undefined>;
}

/** Starts a transport for one topic; it runs until `signal` is aborted. */
export type Transport = (
  topic: string,
  options: () => LaneOptions,
  reception: Reception,
  signal: AbortSignal,
) => Running;

/** How long to wait before trying again, in milliseconds. */
export const RETRY_DELAY = 2000;
