import type {
  Close,
  Direction,
  EndState,
  EventName,
  Headers,
  MessageType,
  Pattern,
  Transport,
  Witness,
} from '../../contract/words.ts';
import type { Problem } from '../../decoders/contract.ts';

/** Version of the format; new optional fields may be added within it. */
export const LOG_VERSION = 1;

/** One line of the log; `schema.json` is its exact description. Times are epoch milliseconds. */
export type LogLine =
  | HeaderLine
  | ConnectionLine
  | MessageLine
  | RecordLine
  | ChannelLine
  | EndLine;

export interface HeaderLine {
  readonly kind: 'log';
  readonly format: 'pushscope';
  readonly version: typeof LOG_VERSION;
  readonly startedAt: number;
  readonly page?: string;
  readonly browser?: string;
}

/** Facts about a connection, as they were last known. */
export interface ConnectionLine {
  readonly kind: 'connection';
  readonly id: string;
  readonly transport: Transport;
  readonly url: string;
  readonly openedAt: number;
  readonly state: 'connecting' | 'open' | 'holding' | EndState;
  readonly witness: Witness;
  readonly method?: string;
  readonly pattern?: Pattern;
  /** Derived: the session that runs over this connection and others. */
  readonly session?: string;
  /** Protocol that a person chose, in place of what recognition finds. */
  readonly readAs?: string;
  /** Full names of the Protobuf messages that a person chose. */
  readonly messageTypes?: { readonly sent?: string; readonly received?: string };
  readonly frame?: string;
  readonly protocols?: readonly string[];
  readonly protocol?: string;
  readonly extensions?: string;
  readonly respondedAt?: number;
  readonly closedAt?: number;
  readonly status?: number;
  readonly statusText?: string;
  readonly finalUrl?: string;
  readonly requestHeaders?: Headers;
  readonly responseHeaders?: Headers;
  readonly headerBytes?: { readonly sent: number; readonly received: number };
  readonly attempt?: number;
  readonly close?: Close;
  readonly closedByPage?: boolean;
  readonly error?: string;
}

/** What was on the wire. Exactly one of `text`, `base64`, `missing`, `pending`. */
export interface MessageLine {
  readonly kind: 'message';
  readonly connection: string;
  /** From 0, in the order of the connection. */
  readonly index: number;
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  readonly size: number;
  readonly event?: EventName;
  readonly truncated?: true;
  readonly discarded?: true;
  readonly text?: string;
  readonly base64?: string;
  readonly missing?: string;
  readonly pending?: true;
}

export interface FieldLine {
  readonly name: string;
  /** Numbers that JSON cannot say exactly are text: beyond 2^53, NaN, infinities, -0. */
  readonly value?: string | number | boolean | null;
  readonly range: readonly [number, number];
  readonly note?: string;
  readonly children?: readonly FieldLine[];
}

export interface LayerLine {
  readonly protocol: string;
  readonly summary: string;
  readonly fields: readonly FieldLine[];
  readonly problems: readonly Problem[];
}

/** Bytes of a message that a record came from. */
export interface SourceLine {
  readonly connection: string;
  /** Its index. */
  readonly message: number;
  readonly span: readonly [number, number];
}

/** Derived: one unit of a protocol. */
export interface RecordLine {
  readonly kind: 'record';
  /** The connection that carried it, or the end of it. */
  readonly connection: string;
  /** Indices of the connection's messages that it came from, and the bytes of each. */
  readonly messages: readonly number[];
  readonly spans: readonly (readonly [number, number])[];
  /** All that it came from, in order, where other connections of the session carried some of it. */
  readonly sources?: readonly SourceLine[];
  readonly time: number;
  readonly direction: Direction;
  readonly channel?: string;
  readonly channelId?: string;
  readonly heartbeat?: true;
  readonly layers: readonly LayerLine[];
}

/** Derived: a logical conversation. */
export interface ChannelLine {
  readonly kind: 'channel';
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly connections: readonly string[];
  /** The session that it is part of, where that runs over several connections. */
  readonly session?: string;
  readonly records: number;
  readonly requests?: number;
  readonly headerBytes?: number;
  readonly payloadBytes?: number;
  readonly period?: number;
  readonly jitter?: number;
  readonly emptyShare?: number;
  readonly holds?: number;
  readonly holdTime?: number;
  readonly answered?: number;
  readonly timedOut?: number;
}

/** Last of all: what the file holds, and what it lacks. */
export interface EndLine {
  readonly kind: 'end';
  /** When it was written. */
  readonly time: number;
  readonly connections: number;
  readonly messages: number;
  /** Messages given up because of a limit. */
  readonly dropped: number;
  /** Messages in the file of which only the beginning was kept. */
  readonly truncated: number;
  readonly droppedConnections: number;
  /** Events proved lost on the way from the page. */
  readonly missing: number;
  /** Events refused as forged or garbled. */
  readonly refused: number;
  /** Messages left out because the person had paused recording. */
  readonly paused?: number;
  /** Messages in the file whose payload could not be had. */
  readonly uncaptured: number;
}
