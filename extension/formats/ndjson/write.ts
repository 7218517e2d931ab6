import type { Channel } from '../../insight/channel.ts';
import type { Derivation } from '../../insight/derivation.ts';
import type { Journal } from '../../journal/journal.ts';
import { connectionLine, messageLine } from './captured-lines.ts';
import { channelLine, recordLine } from './derived-lines.ts';
import { type EndLine, type HeaderLine, LOG_VERSION } from './lines.ts';
import { MessageIndices } from './message-indices.ts';
import { NO_UNKNOWN_FIELDS, type UnknownFields } from './unknown-fields.ts';

export interface LogFacts {
  /** When the recording began, epoch milliseconds. */
  readonly startedAt: number;
  /** When the log is written, epoch milliseconds. */
  readonly endedAt: number;
  readonly page?: string;
  readonly browser?: string;
  /** Fields of another writer that were read and are handed on. */
  readonly unknown?: UnknownFields;
}

/**
 * The log of a recording, line by line, each with its line feed: header, connections, messages
 * in the order of capture, then what is derived from them, and the end line.
 */
export function* writeLog(
  journal: Journal,
  derivation: Derivation,
  facts: LogFacts,
): Generator<string> {
  const { unknown = NO_UNKNOWN_FIELDS } = facts;
  const indices = new MessageIndices(journal);
  yield line(headerLine(facts), unknown.header);
  for (const connection of journal.connections.values()) {
    const insight = derivation.connectionInsight(connection.id);
    yield line(connectionLine(connection, insight), unknown.connections.get(connection.id));
  }
  const written = { messages: 0, truncated: 0, uncaptured: 0 };
  for (let number = journal.firstMessage; number < journal.nextMessage; number += 1) {
    const message = journal.message(number);
    if (message === undefined) continue;
    written.messages += 1;
    if (message.truncated) written.truncated += 1;
    if (message.content === 'missing') written.uncaptured += 1;
    yield line(messageLine(journal, message, indices.of(message)), unknown.messages.get(number));
  }
  for (const record of derivation.records.all) {
    yield line(recordLine(record, derivation.channels, (number) => indices.find(number)));
  }
  for (const channel of channelsInOrder(journal, derivation)) yield line(channelLine(channel));
  yield line(endLine(journal, written, facts.endedAt), unknown.end);
}

function line(value: object, unknown: object = {}): string {
  return `${JSON.stringify({ ...value, ...unknown })}\n`;
}

function headerLine({ startedAt, page, browser }: LogFacts): HeaderLine {
  return {
    kind: 'log',
    format: 'pushscope',
    version: LOG_VERSION,
    startedAt,
    ...(page !== undefined && { page }),
    ...(browser !== undefined && { browser }),
  };
}

/** In the order of their first connections, so that it does not matter when each was recognised. */
function channelsInOrder(journal: Journal, derivation: Derivation): readonly Channel[] {
  const order = new Map([...journal.connections.keys()].map((id, index) => [id, index]));
  const first = ({ connections: [id = ''] }: Channel) => order.get(id) ?? order.size;
  return [...derivation.channels.values()].sort(
    (a, b) => first(a) - first(b) || (a.id < b.id ? -1 : 1),
  );
}

function endLine(
  { connections, counts }: Journal,
  written: Pick<EndLine, 'messages' | 'truncated' | 'uncaptured'>,
  time: number,
): EndLine {
  const { messages, truncated, uncaptured } = written;
  const { dropped, droppedConnections, missing, refused, paused } = counts;
  return {
    kind: 'end',
    time,
    connections: connections.size,
    messages,
    dropped,
    truncated,
    droppedConnections,
    missing,
    refused,
    ...(paused > 0 && { paused }),
    uncaptured,
  };
}
