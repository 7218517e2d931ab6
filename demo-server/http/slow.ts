import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { query } from './parameters.ts';

const QUERY = query({
  delay: { type: 'integer', minimum: 0, maximum: 120_000, default: 1500 },
});

/**
 * `GET /api/slow?delay=` thinks for so many milliseconds, whatever happens, then answers. Asked on
 * a timer it looks like long polling to the careless: it is held, but never for news.
 */
export function slowRoute(app: FastifyInstance, { closing }: Laboratory): void {
  app.get<{ Querystring: { delay: number } }>(
    '/api/slow',
    { schema: { querystring: QUERY } },
    async (request, reply) => {
      const { delay } = request.query;
      const gone = new AbortController();
      const leave = () => gone.abort();
      closing.addEventListener('abort', leave);
      reply.raw.once('close', leave);
      await wait(delay, undefined, { signal: gone.signal }).catch(() => undefined);
      closing.removeEventListener('abort', leave);
      if (reply.raw.destroyed) return reply.hijack();
      return reply.header('cache-control', 'no-store').send({ delay, time: Date.now() });
    },
  );
}
