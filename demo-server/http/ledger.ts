import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { LEDGER_SCHEMA } from '../ledger/schema.ts';
import { type Which, whichIn } from '../ledger/which.ts';
import { LIMITS } from '../limits.ts';

/**
 * `GET /api/ledger` is the ground truth as NDJSON; `DELETE` empties it. `/live` goes on with each entry
 * as it is written, `/schema` describes them. `?connection=k1` and `?url=` with a part of the URL choose
 * whose entries; they are the same for both.
 */
export function ledgerRoutes(app: FastifyInstance, { ledger, closing }: Laboratory): void {
  app.get('/api/ledger/schema', async () => LEDGER_SCHEMA);
  app.get('/api/ledger/live', ({ query }, reply) => {
    const which = whichIn(query);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
    });
    reply.raw.flushHeaders();
    follow(reply.raw, which, ledger, closing);
  });
  app.get('/api/ledger', async ({ query }, reply) =>
    reply
      .type('application/x-ndjson')
      .header('cache-control', 'no-store')
      .send(ledger.toString(whichIn(query))),
  );
  app.delete('/api/ledger', async (_request, reply) => {
    ledger.clear();
    return reply.code(204).send();
  });
}

/** Writes entry after entry. A reader that is too slow is cut off, and sees that it is. */
function follow(
  response: ServerResponse,
  which: Which,
  ledger: Ledger,
  closing: AbortSignal,
): void {
  const leave = ledger.watch(which, (line) => {
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
