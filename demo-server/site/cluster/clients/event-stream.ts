import { messageIn } from '../../transports/reading.ts';
import { linesOf } from '../../transports/streamed-lines.ts';
import { askServer, type Ear, requireOk, serverOf } from './ear.ts';

/**
 * Server-sent events, resumed by Last-Event-ID. With fetch, for EventSource shows no headers, and so
 * not the server. Resolves or rejects when the stream is over.
 */
export async function overEvents(topic: string, ear: Ear, signal: AbortSignal): Promise<void> {
  const headers: HeadersInit = ear.last === undefined ? {} : { 'Last-Event-ID': `${ear.last}` };
  const answer = await fetch(`/api/events/${topic}`, { headers, signal });
  requireOk(answer);
  const server = serverOf(answer);
  if (ear.last === undefined) await beginNow(topic, server, ear, signal);
  ear.landed(server);
  for await (const line of linesOf(answer)) {
    const message = line.startsWith('data: ') ? messageIn(line.slice('data: '.length)) : undefined;
    if (message) ear.hear(message);
  }
}

/** What is to be resumed after if the stream breaks before its first event. */
async function beginNow(
  topic: string,
  server: string | undefined,
  ear: Ear,
  signal: AbortSignal,
): Promise<void> {
  const now = await askServer(server, `/api/poll/${topic}`, signal);
  ear.beginAt(now?.cursor ?? 0);
}
