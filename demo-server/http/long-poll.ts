import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { expiredWhileHeld, expiryOfRequest } from '../auth/secure-requests.ts';
import type { Endable } from '../faults/open-connections.ts';
import type { Hub } from '../hub/hub.ts';
import type { Laboratory } from '../laboratory.ts';
import { Refusal } from '../refusal.ts';
import { CURSOR, query, TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';
import { connectionOf, victimOf } from './recording.ts';

const TIMEOUT = { type: 'integer', minimum: 0, maximum: 120_000 } as const;

/**
 * `GET /api/long-poll/:topic?cursor=&timeout=` answers `{messages, cursor}` as soon as there is
 * something newer than the cursor (without one: than now), or 204 after `timeout` milliseconds.
 * The cursor to go on with is in the header X-Cursor as well.
 */
export function longPollRoute(app: FastifyInstance, laboratory: Laboratory): void {
  const { hub, settings } = laboratory;
  app.get<{ Params: TopicInPath; Querystring: { cursor?: number; timeout?: number } }>(
    '/api/long-poll/:topic',
    {
      schema: {
        params: TOPIC_IN_PATH,
        querystring: query({ cursor: CURSOR, timeout: TIMEOUT }),
      },
    },
    async (request, reply) => {
      const { topic } = request.params;
      const cursor = request.query.cursor ?? hub.history(topic).last;
      const timeout = request.query.timeout ?? settings.current.hold;
      const expiry = expiryOfRequest(request);
      const ended = expiry ? AbortSignal.any([laboratory.closing, expiry]) : laboratory.closing;
      const isOver = laboratory.connections.add(held(request, reply));
      await newsOrTimeout(hub, topic, cursor, timeout, reply, ended);
      isOver();
      if (expiry?.aborted) throw expiredWhileHeld(reply);
      return answer(hub, topic, cursor, reply, laboratory.closing);
    },
  );
}

/** A held request can only be cut off: it has nothing to say yet. */
function held(request: FastifyRequest, reply: FastifyReply): Endable {
  const cut = () => reply.raw.destroy();
  const note: Endable['note'] = (kind, text) => connectionOf(request)?.fault(kind, text);
  return { ...victimOf(request), close: cut, cut, note };
}

function answer(
  hub: Hub,
  topic: string,
  cursor: number,
  reply: FastifyReply,
  closing: AbortSignal,
) {
  // A client that left gets nothing, and the ledger must not say it did.
  if (reply.raw.destroyed) return reply.hijack();
  const history = hub.history(topic);
  const messages = history.since(cursor);
  reply.header('x-cursor', history.last).header('cache-control', 'no-store');
  if (messages.length > 0) return reply.send({ messages, cursor: history.last });
  if (closing.aborted) throw new Refusal(503, 'The server is closing.', 'Ask again later.');
  return reply.code(204).send();
}

/** Resolves when the topic has news, the time is over, the client left, or the server closes. */
function newsOrTimeout(
  hub: Hub,
  topic: string,
  cursor: number,
  timeout: number,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<void> {
  if (hub.history(topic).since(cursor).length > 0 || closing.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      clearTimeout(timer);
      closing.removeEventListener('abort', done);
      reply.raw.removeListener('close', done);
      resolve();
    };
    const unsubscribe = hub.subscribe(topic, done);
    const timer = setTimeout(done, timeout);
    closing.addEventListener('abort', done);
    reply.raw.once('close', done);
  });
}
