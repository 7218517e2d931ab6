import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { refuseForeignPages } from './origin.ts';

/** What every request is held to: its page's origin, and how many of them there may be. */
export async function limitRequests(
  app: FastifyInstance,
  { isOpenToForeignPages }: Laboratory,
): Promise<void> {
  app.server.maxConnections = LIMITS.connections;
  app.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!isOpenToForeignPages) refuseForeignPages(headers);
  });
  const silent = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false };
  await app.register(rateLimit, {
    max: LIMITS.requestsPerSecond,
    timeWindow: 1000,
    addHeaders: { ...silent, 'x-ratelimit-reset': false, 'retry-after': true },
    addHeadersOnExceeding: { ...silent, 'x-ratelimit-reset': false },
    errorResponseBuilder: () =>
      new Refusal(
        429,
        `More than ${LIMITS.requestsPerSecond} requests in a second.`,
        'Wait a second, and ask less often.',
      ),
  });
}
