import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';

/**
 * `GET /api/document` and `GET /api/board`: what the messages of these topics have come to by now. Who
 * goes on from there asks the topic for what is newer than `version`.
 */
export function sharedRoutes(app: FastifyInstance, { hub }: Laboratory): void {
  app.get('/api/document', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(hub.shared.document.state),
  );
  app.get('/api/board', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(hub.shared.board.state),
  );
}
