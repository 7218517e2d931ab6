import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { weighConnections } from './weigh.ts';

const BODY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    connections: { type: 'integer', minimum: 10, maximum: LIMITS.weighed, default: 300 },
  },
} as const;

/**
 * `POST /api/weigh {connections?}` starts another server, opens so many idle connections of each way to
 * it, and answers with the bytes that one of them makes it hold: `{connections, bytes: {sse, …}}`.
 */
export function weighRoute(app: FastifyInstance): void {
  let isWeighing = false;
  app.post<{ Body: { readonly connections: number } }>(
    '/api/weigh',
    { schema: { body: BODY } },
    async ({ body: { connections } }) => {
      if (isWeighing) throw new Refusal(429, 'A weighing is under way.', 'Wait some seconds.');
      isWeighing = true;
      try {
        return { connections, bytes: await weighConnections(connections) };
      } finally {
        isWeighing = false;
      }
    },
  );
}
