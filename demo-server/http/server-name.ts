import type { FastifyInstance } from 'fastify';

/** Says in every answer which server of a cluster gives it. */
export function nameServer(app: FastifyInstance, id: string | undefined): void {
  if (id === undefined) return;
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-server-id', id);
  });
}
