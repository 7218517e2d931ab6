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
] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** Those that stand side by side on the laboratory's benches. */
export const BENCH_TRANSPORTS = ['polling', 'long-polling', 'sse', 'websocket', 'stomp'] as const;
export type BenchTransport = (typeof BENCH_TRANSPORTS)[number];

export type LaneState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Between two polls. */
  | { readonly kind: 'resting' }
  /** A long poll waits for news since this moment, epoch milliseconds. */
  | { readonly kind: 'held'; readonly since: number }
  /** The connection was lost, or could not be made; it will be tried again. */
  | { readonly kind: 'retrying'; readonly reason: string };

/** What can be changed while a lane runs. Milliseconds. */
export interface LaneOptions {
  readonly period: number;
  readonly hold: number;
  readonly etag: boolean;
  readonly format: 'json' | 'binary';
  /** What carries SockJS. */
  readonly carrier: 'websocket' | 'xhr-streaming' | 'xhr-polling';
  /** What Socket.IO begins with. */
  readonly start: 'polling' | 'websocket';
  /** Quality of service of MQTT. */
  readonly qos: 0 | 1;
  /** Fields that a GraphQL subscription asks for. */
  readonly fields: 'all' | 'few';
}

export const LANE_DEFAULTS: LaneOptions = {
  period: 1000,
  hold: 20_000,
  etag: true,
  format: 'json',
  carrier: 'websocket',
  start: 'polling',
  qos: 0,
  fields: 'all',
};

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
  /** Something went to the server, or came from it. */
  crossing(crossing: Crossing): void;
}

/** A running transport that can publish by itself; the others publish by a POST beside them. */
export type Publish = (from: string, text: string) => void;

/** Starts a transport for one topic; it runs until `signal` is aborted. */
export type Transport = (
  topic: string,
  options: () => LaneOptions,
  reception: Reception,
  signal: AbortSignal,
) => Publish | undefined;

/** How long to wait before trying again, in milliseconds. */
export const RETRY_DELAY = 2000;
