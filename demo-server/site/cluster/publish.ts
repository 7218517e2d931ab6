import { post } from '../model/server.ts';

/**
 * Publishes by a POST; gives the server that took it.
 * @throws when no server did
 */
export async function publish(
  topic: string,
  from: string,
  text: string,
): Promise<string | undefined> {
  const answer = await fetch(`/api/topics/${topic}/messages`, post('POST', { from, text }));
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.headers.get('X-Server-Id') ?? undefined;
}
