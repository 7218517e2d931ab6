import { encodeBase64 } from '../../bytes/base64.ts';
import type { ConnectionInsight } from '../../insight/connection-insight.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Message } from '../../journal/message.ts';
import type { ConnectionLine, MessageLine } from './lines.ts';

/** Facts of a connection as they stand, in the order in which they are written. */
const FACTS = [
  'url',
  'method',
  'frame',
  'protocols',
  'protocol',
  'extensions',
  'witness',
  'openedAt',
  'respondedAt',
  'closedAt',
  'status',
  'statusText',
  'finalUrl',
  'requestHeaders',
  'responseHeaders',
  'headerBytes',
  'attempt',
  'close',
  'closedByPage',
  'error',
] as const satisfies readonly (keyof Connection & keyof ConnectionLine)[];

/** A connection as a line, as it was last known. */
export function connectionLine(connection: Connection, insight: ConnectionInsight): object {
  const { id, transport, state } = connection;
  const facts = FACTS.filter((name) => connection[name] !== undefined);
  return {
    kind: 'connection',
    id,
    transport,
    state: insight.holdingSince === undefined ? state : 'holding',
    ...(insight.pattern && { pattern: insight.pattern }),
    ...(insight.session && { session: insight.session.key }),
    ...(insight.override && { readAs: insight.override.protocol }),
    ...(insight.messages && { messageTypes: insight.messages.value }),
    ...Object.fromEntries(facts.map((name) => [name, connection[name]])),
  };
}

/** A message as a line; `index` numbers it within its connection. */
export function messageLine(journal: Journal, message: Message, index: number): MessageLine {
  const { connection, time, direction, type, size, event, truncated, discarded } = message;
  return {
    kind: 'message',
    connection,
    index,
    time,
    direction,
    type,
    size,
    ...(event && { event: { type: event.type, id: event.id } }),
    ...(truncated && { truncated }),
    ...(discarded && { discarded }),
    ...bodyOf(journal, message),
  };
}

function bodyOf(journal: Journal, message: Message): Partial<MessageLine> {
  const payload = journal.payload(message.number);
  switch (message.content) {
    case 'text':
      return { text: payload?.text ?? '' };
    case 'binary':
      return { base64: encodeBase64(payload?.bytes ?? new Uint8Array()) };
    case 'pending':
      return { pending: true };
    case 'missing':
      return { missing: message.reason ?? '' };
    default:
      return message.content satisfies never;
  }
}
