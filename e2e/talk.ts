import { createHash } from 'node:crypto';
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

/** One message, in the words of the log. */
export type Said = Pick<MessageLine, 'direction' | 'type' | 'size' | 'text' | 'base64' | 'event'>;

/** The server's book: one talk a connection; an EventSource's reconnects are one talk. */
export function talksOfLedger(entries: readonly LedgerEntry[]): Talk[] {
  const talks = new Map<string, { opened: Opened; messages: Message[] }>();
  const keys = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'open') {
      const key = entry.transport === 'sse' ? entry.url : entry.connection;
      keys.set(entry.connection, key);
      if (!talks.has(key)) talks.set(key, { opened: entry, messages: [] });
    }
    if (entry.kind === 'message') talks.get(keys.get(entry.connection) ?? '')?.messages.push(entry);
  }
  return sorted(
    [...talks.values()].map(({ opened, messages }) => ({
      about: withoutScheme(aboutOfOpened(opened, messages)),
      said: spell(messages),
    })),
  );
}

type Opened = Extract<LedgerEntry, { kind: 'open' }>;

/** A request that the page gave up before its answer never learnt the ledger's name. */
function aboutOfOpened(
  { transport, method, url, connection }: Opened,
  messages: readonly Message[],
) {
  if (transport !== 'http') return url;
  const isAnswered = messages.some(({ direction }) => direction === 'received');
  return `${method} ${url} ${isAnswered ? connection : 'unanswered'}`;
}

/** The panel's book. HTTP answers of the demo server carry the ledger's name of the connection. */
export function talksOfLog(lines: readonly LogLine[]): Talk[] {
  const messages = new Map<string, MessageLine[]>();
  for (const line of linesOf(lines, 'message')) {
    messages.set(line.connection, [...(messages.get(line.connection) ?? []), line]);
  }
  const talks = linesOf(lines, 'connection').map((connection) => ({
    about: withoutScheme(aboutOf(connection)),
    said: spell((messages.get(connection.id) ?? []).sort((one, other) => one.index - other.index)),
  }));
  return sorted(talks);
}

function aboutOf(connection: ConnectionLine): string {
  if (connection.transport === 'websocket' || connection.transport === 'eventsource')
    return connection.url;
  const name = connection.responseHeaders?.find(
    ([header]) => header.toLowerCase() === 'x-connection-id',
  );
  return `${connection.method} ${connection.url} ${name?.[1] ?? 'unanswered'}`;
}

/** A talk from a book of WebSocket messages that some other witness kept. */
export function talkOf(url: string, messages: readonly Said[]): Talk {
  return { about: withoutScheme(url), said: spell(messages) };
}

/**
 * Each direction in its own order: how the two interleave differs between the ends of a line, and
 * neither of them is wrong.
 */
function spell(messages: readonly Said[]): string[] {
  return [...spellDirection(messages, 'sent'), ...spellDirection(messages, 'received')];
}

function spellDirection(messages: readonly Said[], direction: Said['direction']): string[] {
  const said: string[] = [];
  let body: Buffer | undefined;
  for (const message of messages) {
    if (message.direction !== direction) continue;
    const bytes = bytesOf(message);
    if (message.type === 'chunk' || message.type === 'response') {
      body = Buffer.concat([body ?? Buffer.alloc(0), bytes]);
      continue;
    }
    const event = message.event ? ` ${message.event.type} #${message.event.id}` : '';
    said.push(`${direction} ${message.type}${event} ${show(bytes)}`);
  }
  if (body) said.push(`${direction} body ${show(body)}`);
  return said;
}

/** Length, digest and beginning: enough to compare, and to find one's way in a difference. */
function show(bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${bytes.length} B ${digest} ${JSON.stringify(bytes.subarray(0, 40).toString('latin1'))}`;
}

function bytesOf({ text, base64 }: Said): Buffer {
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8');
}

const withoutScheme = (url: string): string => url.replace(/(https?|wss?):/, '');

const sorted = (talks: readonly Talk[]): Talk[] =>
  [...talks].sort((one, other) => (one.about < other.about ? -1 : one.about > other.about ? 1 : 0));
