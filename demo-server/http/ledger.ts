import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { query } from './parameters.ts';

const QUERY = query({ connection: { type: 'string', pattern: '^k[0-9]{1,15}$' } });

/** `GET /api/ledger?connection=` is the ground truth as NDJSON; `DELETE` empties it. */
export function ledgerRoutes(app: FastifyInstance, { ledger }: Laboratory): void {
  app.get<{ Querystring: { connection?: string } }>(
    '/api/ledger',
    { schema: { querystring: QUERY } },
    async (request, reply) =>
      reply
        .type('application/x-ndjson')
        .header('cache-control', 'no-store')
        .send(ledger.toString(request.query.connection)),
  );
  app.delete('/api/ledger', async (_request, reply) => {
    ledger.clear();
    return reply.code(204).send();
  });
}
