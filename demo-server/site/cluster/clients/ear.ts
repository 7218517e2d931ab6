import type { TopicMessage } from '../../../wire/topic/message.ts';
import { messagesIn } from '../../transports/reading.ts';

/** What a connection tells its client, and what the client knows from connections before. */
export interface Ear {
  /** Number of the last message that it has; undefined before it was ever connected. */
  readonly last: number | undefined;
  /** Connected, to this server. */
  landed(server: string | undefined): void;
  hear(message: TopicMessage): void;
  /** Knows a number without the message: where it begins to listen. */
  beginAt(cursor: number): void;
}

/** The server that an answer names. */
export function serverOf(answer: Response): string | undefined {
  return answer.headers.get('X-Server-Id') ?? undefined;
}

/** What a server answers to a poll that is meant for it alone, past the balancer's turn. */
export async function askServer(
  server: string | undefined,
  path: string,
  signal?: AbortSignal,
): Promise<{ messages: TopicMessage[]; cursor: number } | undefined> {
  const headers: HeadersInit = server === undefined ? {} : { 'X-Server-Id': server };
  const about = { headers, cache: 'no-store', ...(signal && { signal }) } as const;
  const text = await fetch(path, about).then((answer) => answer.text());
  return messagesIn(text);
}

/** @throws where it is no answer to go on with */
export function requireOk(answer: Response): void {
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}
