import type { LedgerEntry, Message } from '../demo-server/ledger/entry.ts';
import { type ConnectionLine, type LogLine, linesOf, type MessageLine } from './lines.ts';

/**
 * What was said on one connection, from either side's book: message by message, direction, type,
 * bytes and order. Pieces of a streamed body are joined, for TCP and the browser cut them anew.
 */
export interface Talk {
  readonly about: string;
  readonly said: readonly string[];
}

type Said = Pick<MessageLine, 'direction' | 'type' | 'size' | 'text' | 'base64' | 'event'>;

/** The server's book: one talk a connection; an EventSource's reconnects are one talk. */
export function talksOfLedger(entries: readonly LedgerEntry[]): Talk[] {
  const talks = new Map<string, { about: string; messages: Message[] }>();
  const keys = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'open') {
      const isStream = entry.transport === 'sse';
      const key = isStream ? entry.url : entry.connection;
      keys.set(entry.connection, key);
      const about =
        entry.transport === 'http' ? `${entry.method} ${entry.url} ${entry.connection}` : entry.url;
      if (!talks.has(key)) talks.set(key, { about: withoutScheme(about), messages: [] });
    }
    if (entry.kind === 'message') talks.get(keys.get(entry.connection) ?? '')?.messages.push(entry);
  }
  return sorted(
    [...talks.values()].map(({ about, messages }) => ({ about, said: spell(messages) })),
  );
}

/** The panel's book. HTTP answers of the demo server carry the ledger's name of the connection. */
export function talksOfLog(lines: readonly LogLine[]): Talk[] {
  const messages = new Map<string, MessageLine[]>();
  for (const line of linesOf(lines, 'message')) {
    messages.set(line.connection, [...(messages.get(line.connection) ?? []), line]);
  }
  const talks = linesOf(lines, 'connection').map((connection) => ({
    about: withoutScheme(aboutOf(connection)),
    said: spell(messages.get(connection.id) ?? []),
  }));
  return sorted(talks);
}

function aboutOf(connection: ConnectionLine & { readonly method?: string }): string {
  if (connection.transport === 'websocket' || connection.transport === 'eventsource')
    return connection.url;
  const name = connection.responseHeaders?.find(
    ([header]) => header.toLowerCase() === 'x-connection-id',
  );
  return `${connection.method} ${connection.url} ${name?.[1] ?? 'unanswered'}`;
}

function spell(messages: readonly Said[]): string[] {
  const said: string[] = [];
  let body: Buffer | undefined;
  for (const message of messages) {
    if (message.type === 'chunk' || message.type === 'response') {
      body = Buffer.concat([body ?? Buffer.alloc(0), bytesOf(message)]);
      continue;
    }
    const event = message.event ? ` ${message.event.type} #${message.event.id}` : '';
    const bytes = bytesOf(message);
    said.push(
      `${message.direction} ${message.type}${event} ${bytes.length} B ${bytes.toString('base64')}`,
    );
  }
  if (body) said.push(`received body ${body.length} B ${body.toString('base64')}`);
  return said;
}

function bytesOf({ text, base64 }: Said): Buffer {
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8');
}

const withoutScheme = (url: string): string => url.replace(/(https?|wss?):/, '');

const sorted = (talks: readonly Talk[]): Talk[] =>
  [...talks].sort((one, other) => (one.about < other.about ? -1 : one.about > other.about ? 1 : 0));
