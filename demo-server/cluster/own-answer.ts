import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** What the cluster answers itself: small bodies, refusals in words, and nothing for other origins' pages. */

/** Pages of other origins have no say here (their requests name their origin). */
function refuseStrangers({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined || origin === `http://${host}`) return;
  throw new Refusal(403, `Pages of ${origin} may not do this.`, 'Use the cluster’s own page.');
}

/** @throws {Refusal} 413 when it has more characters */
export async function bodyOf(request: IncomingMessage, longest: number): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > longest) throw new Refusal(413, 'The body is too long.', 'Send one order.');
  }
  return text;
}

/** @throws {Refusal} 400 */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body is not JSON.', 'Send an object such as {"sticky": true}.');
  }
}

/** Answers as `answer` does; what it throws is answered as a refusal. */
export async function answering(
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  try {
    refuseStrangers(request);
    await answer();
  } catch (error) {
    const refusal = asRefusal(error);
    if (response.headersSent) response.destroy();
    else send(response, refusal.statusCode, JSON.stringify(refusal));
  }
}

export function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(status === 204 ? undefined : json);
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError)
    return new Refusal(400, z.prettifyError(error), 'See GET /api for what may be said.');
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(409, reason, 'Nothing was changed by this part of the order.');
}
