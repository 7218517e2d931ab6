import type {
  Close,
  Direction,
  EventName,
  Headers,
  MessageType,
  Transport,
} from '../extension/contract/words.ts';

/** The lines of a log that the tests look at; the whole shape is in the JSON Schema. */
export type LogLine = HeadLine | ConnectionLine | MessageLine | RecordLine | ChannelLine | EndLine;

export interface HeadLine {
  readonly kind: 'log';
  readonly version: number;
}

export interface ConnectionLine {
  readonly kind: 'connection';
  readonly id: string;
  readonly transport: Transport;
  readonly url: string;
  readonly state: string;
  readonly witness: 'page' | 'browser';
  readonly frame?: string;
  readonly pattern?: string;
  readonly protocol?: string;
  readonly status?: number;
  readonly close?: Close;
  readonly error?: string;
  readonly openedAt: number;
  readonly closedAt?: number;
  readonly requestHeaders?: Headers;
  readonly responseHeaders?: Headers;
  readonly headerBytes?: { readonly sent: number; readonly received: number };
}

export interface MessageLine {
  readonly kind: 'message';
  readonly connection: string;
  readonly index: number;
  readonly time: number;
  readonly direction: Direction;
  readonly type: MessageType;
  readonly size: number;
  readonly text?: string;
  readonly base64?: string;
  readonly event?: EventName;
  readonly truncated?: boolean;
}

export interface RecordLine {
  readonly kind: 'record';
  readonly connection: string;
  readonly messages: readonly number[];
  readonly direction: Direction;
  readonly channel?: string;
  readonly layers: readonly {
    readonly protocol: string;
    readonly summary: string;
    readonly problems: readonly unknown[];
  }[];
}

export interface ChannelLine {
  readonly kind: 'channel';
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly connections: readonly string[];
  readonly period?: number;
  readonly jitter?: number;
  readonly emptyShare?: number;
}

export interface EndLine {
  readonly kind: 'end';
  readonly connections: number;
  readonly messages: number;
  readonly dropped: number;
  readonly truncated: number;
}

export function parseLines<Line>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** The lines of one kind. */
export function linesOf<Kind extends LogLine['kind']>(
  lines: readonly LogLine[],
  kind: Kind,
): Extract<LogLine, { kind: Kind }>[] {
  return lines.filter((line): line is Extract<LogLine, { kind: Kind }> => line.kind === kind);
}
