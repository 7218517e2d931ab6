import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { expiredWhileHeld, expiryOfRequest } from '../auth/secure-requests.ts';
import type { Endable } from '../faults/open-connections.ts';
import type { Hub } from '../hub/hub.ts';
import type { Laboratory } from '../laboratory.ts';
import { Refusal } from '../refusal.ts';
import type { TopicMessage } from '../wire/topic/message.ts';
import { CURSOR, query, TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';
import { connectionOf, victimOf } from './recording.ts';

const TIMEOUT = { type: 'integer', minimum: 0, maximum: 120_000 } as const;
const BATCH = { type: 'integer', minimum: 0, maximum: 10_000 } as const;

interface Query {
  readonly cursor?: number;
  readonly timeout?: number;
  readonly batch?: number;
}

/**
 * `GET /api/long-poll/:topic?cursor=&timeout=&batch=` answers `{messages, cursor}` as soon as there is
 * something newer than the cursor (without one: than now), or 204 after `timeout` milliseconds. With
 * `batch`, more is gathered until the first message is so many milliseconds old. The cursor to go on with is in the header X-Cursor as well.
 */
export function longPollRoute(app: FastifyInstance, laboratory: Laboratory): void {
  const { hub, settings } = laboratory;
  app.get<{ Params: TopicInPath; Querystring: Query }>(
    '/api/long-poll/:topic',
    {
      schema: {
        params: TOPIC_IN_PATH,
        querystring: query({ cursor: CURSOR, timeout: TIMEOUT, batch: BATCH }),
      },
    },
    async (request, reply) => {
      const { topic } = request.params;
      await hub.reach(topic, request.query.cursor);
      const cursor = request.query.cursor ?? hub.history(topic).last;
      const timeout = request.query.timeout ?? settings.current.hold;
      const expiry = expiryOfRequest(request);
      const ended = expiry ? AbortSignal.any([laboratory.closing, expiry]) : laboratory.closing;
      const isOver = laboratory.connections.add(endable(request, reply));
      const hold = { reply, ended };
      const news = () => hub.history(topic).since(cursor);
      await newsOrTimeout(news, timeout, hold, (done) => hub.subscribe(topic, done));
      await gather(news, request.query.batch ?? 0, hold);
      isOver();
      if (expiry?.aborted) throw expiredWhileHeld(reply);
      return answer(hub, topic, cursor, reply, laboratory.closing);
    },
  );
}

/** A held request can only be cut off: it has nothing to say yet. */
function endable(request: FastifyRequest, reply: FastifyReply): Endable {
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
  history: () => readonly TopicMessage[],
  timeout: number,
  hold: Hold,
  subscribe: (done: () => void) => () => void,
): Promise<void> {
  return history().length > 0 ? Promise.resolve() : held(timeout, hold, subscribe);
}

/** Waits for more, so long after the first message of the answer was published. */
async function gather(
  history: () => readonly TopicMessage[],
  batch: number,
  hold: Hold,
): Promise<void> {
  const first = history()[0];
  if (!first) return;
  const rest = first.time + batch - Date.now();
  // Another server's clock may differ; nobody waits longer for that.
  if (rest > 0) await held(Math.min(rest, batch), hold);
}

interface Hold {
  readonly reply: FastifyReply;
  readonly ended: AbortSignal;
}

/** Resolves after so many milliseconds, or earlier: when woken, the client left, or it is all over. */
function held(
  milliseconds: number,
  { reply, ended }: Hold,
  wakeUp: (done: () => void) => () => void = () => () => undefined,
): Promise<void> {
  if (ended.aborted || reply.raw.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      forget();
      clearTimeout(timer);
      ended.removeEventListener('abort', done);
      reply.raw.removeListener('close', done);
      resolve();
    };
    const forget = wakeUp(done);
    const timer = setTimeout(done, milliseconds);
    ended.addEventListener('abort', done);
    reply.raw.once('close', done);
  });
}
