import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { metricsOf } from './registry.ts';

/** `GET /metrics`: connections, messages, bytes and the process itself, for Prometheus. */
export function metricsRoute(app: FastifyInstance, laboratory: Laboratory): void {
  const registry = metricsOf(laboratory);
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
