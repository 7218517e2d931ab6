import { post } from '../../model/server.ts';
import { parsed } from '../../transports/reading.ts';
import type { Outcome } from './outcome.ts';

/** The balancer's words for a server that it has asked, and that has not answered. */
const NO_ANSWER: readonly number[] = [502, 504];

/** Publishes by a POST, which the balancer hands to any server. */
export async function publish(topic: string, from: string, text: string): Promise<Outcome> {
  const path = `/api/topics/${topic}/messages`;
  const answer = await fetch(path, post('POST', { from, text })).catch(() => undefined);
  if (!answer || NO_ANSWER.includes(answer.status)) return { kind: 'unsure' };
  const server = answer.headers.get('X-Server-Id') ?? undefined;
  if (answer.ok) return { kind: 'published', server };
  return { kind: 'refused', reason: errorIn(await answer.text()) ?? `HTTP ${answer.status}` };
}

/** What a refusal says was wrong. */
function errorIn(json: string): string | undefined {
  const body = parsed(json);
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  return String(body.error);
}
