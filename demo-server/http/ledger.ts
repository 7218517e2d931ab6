import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { LEDGER_SCHEMA } from '../ledger/schema.ts';
import { LIMITS } from '../limits.ts';
import { query } from './parameters.ts';

const QUERY = query({ connection: { type: 'string', pattern: '^k[0-9]{1,15}$' } });

/**
 * `GET /api/ledger?connection=` is the ground truth as NDJSON; `DELETE` empties it. `/live` goes on
 * with each entry as it is written, `/schema` describes them.
 */
export function ledgerRoutes(app: FastifyInstance, { ledger, closing }: Laboratory): void {
  app.get('/api/ledger/schema', async () => LEDGER_SCHEMA);
  app.get('/api/ledger/live', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
    });
    reply.raw.flushHeaders();
    follow(reply.raw, ledger, closing);
  });
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

/** Writes entry after entry. A reader that is too slow is cut off, and sees that it is. */
function follow(response: ServerResponse, ledger: Ledger, closing: AbortSignal): void {
  const leave = ledger.watch((line) => {
    response.write(`${line}\n`);
    if (response.writableLength > LIMITS.backlog) response.destroy();
  });
  const end = () => response.end();
  closing.addEventListener('abort', end);
  response.once('close', () => {
    leave();
    closing.removeEventListener('abort', end);
  });
}
