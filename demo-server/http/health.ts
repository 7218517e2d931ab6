import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';

/** `GET /healthz`: whether the server works, its name in a cluster, and what carries its messages. */
export function healthRoute(app: FastifyInstance, { id, bus, closing }: Laboratory): void {
  app.get('/healthz', async (_request, reply) => {
    const state = closing.aborted ? 'closing' : 'up';
    reply.code(closing.aborted ? 503 : 200).header('cache-control', 'no-store');
    return { state, bus: bus.kind, ...(id !== undefined && { server: id }) };
  });
}
