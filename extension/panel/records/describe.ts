import { hexText } from '../../bytes/hex.ts';
import type { Payload } from '../../bytes/payload.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { Layer } from '../../decoders/contract.ts';
import { type JournalRecord, sizeOf } from '../../insight/record.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Message } from '../../journal/message.ts';

/** What a row says of a record or message, in the words of the list. */
export interface Description {
  /** Protocol that the row speaks of. */
  readonly protocol: string;
  /** HTTP method of a request, or status of an answer. */
  readonly lead?: string;
  /** An answer whose status says that something is wrong. */
  readonly isBad: boolean;
  readonly summary: string;
  /** What the layers inside say, from the outside in. */
  readonly inner: string;
}

/** Describes a record; `message` is the one that completed it. */
export function describeRecord(
  record: JournalRecord,
  connection: Connection | undefined,
  message: Message | undefined,
): Description {
  const [outer] = record.layers;
  return {
    protocol: isEmptyAnswer(message) ? 'HTTP' : (outer?.protocol ?? 'bytes'),
    ...httpLead(connection, message),
    isBad: hasProblem(record) || isBadStatus(connection, message),
    summary: summaryOf(outer, message),
    inner: innerOf(record.layers),
  };
}

/** Bytes of a record that is read to its end for a row: longer ones would hold up the drawing. */
const CHECKED = 64 * 1024;

function hasProblem(record: JournalRecord): boolean {
  return sizeOf(record) <= CHECKED && record.layers.some(({ problems }) => problems.length > 0);
}

/** A layer that only says again what the one around it said is left out. */
function innerOf(layers: readonly Layer[]): string {
  const summaries = layers.map((layer) => layer.summary);
  return summaries.filter((summary, at) => at > 0 && summary !== summaries[at - 1]).join(' › ');
}

function summaryOf(outer: Layer | undefined, message: Message | undefined): string {
  if (isEmptyAnswer(message)) return 'no content';
  return outer?.summary ?? '';
}

function isEmptyAnswer(message: Message | undefined): boolean {
  return message?.type === 'response' && message.content !== 'missing' && message.size === 0;
}

/** Method of a request body's row, status of an answer's. */
function httpLead(
  connection: Connection | undefined,
  message: Message | undefined,
): { lead?: string } {
  if (message?.type === 'request' && connection?.method) return { lead: connection.method };
  if (message?.type === 'response' && connection?.status)
    return { lead: String(connection.status) };
  return {};
}

function isBadStatus(connection: Connection | undefined, message: Message | undefined): boolean {
  return message?.type === 'response' && (connection?.status ?? 0) >= 400;
}

const MESSAGE_TITLES: Readonly<Record<Message['type'], string>> = {
  text: 'Text',
  binary: 'Binary',
  event: 'Event',
  request: 'Request',
  response: 'Response',
  chunk: 'Chunk',
};

/** What a message was on the wire, for people. */
export const MESSAGE_WORDS: Readonly<Record<Message['type'], string>> = {
  text: 'text message',
  binary: 'binary message',
  event: 'event',
  request: 'request body',
  response: 'response body',
  chunk: 'chunk of the response',
};

/** Characters of a text, and bytes of a binary payload, that the one line of a raw row shows. */
const PREVIEW = { characters: 300, bytes: 64 };

/** Describes a message as it was on the wire. */
export function describeMessage(
  message: Message,
  connection: Connection | undefined,
  payload: Payload | undefined,
): Description {
  return {
    protocol: MESSAGE_TITLES[message.type],
    ...httpLead(connection, message),
    isBad: message.content === 'missing' || isBadStatus(connection, message),
    summary: rawSummary(message, payload),
    inner: '',
  };
}

function rawSummary(message: Message, payload: Payload | undefined): string {
  if (message.content === 'missing') return `not captured: ${message.reason ?? 'no reason given'}`;
  if (message.content === 'pending') return 'still being read in the page';
  if (!payload) return 'dropped: the journal was full';
  if (message.size === 0) return 'no content';
  return payload.isText ? escaped(payload.text) : hexText(payload.bytes.subarray(0, PREVIEW.bytes));
}

/** The beginning of a text on one line; control characters as JavaScript writes them. */
export function escaped(text: string): string {
  return shorten(text, PREVIEW.characters).replace(/\p{Cc}/gu, (control) => {
    const known = ESCAPES.get(control);
    return known ?? `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);
