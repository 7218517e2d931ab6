import type { FastifyError, FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Answers every error as JSON: what was wrong, and what to do. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = asRefusal(error, request.method, request.url);
    return reply.code(refusal.statusCode).type('application/json').send(refusal.toJSON());
  });
  app.setNotFoundHandler((request, reply) => {
    const refusal = new Refusal(
      404,
      `There is nothing at ${request.method} ${pathOf(request.url)}.`,
      'See GET /api for the endpoints.',
    );
    return reply.code(404).send(refusal.toJSON());
  });
}

function asRefusal(error: FastifyError | Refusal, method: string, url: string): Refusal {
  if (error instanceof Refusal) return error;
  if ('validation' in error && error.validation) {
    return new Refusal(400, error.message, `Correct the ${error.validationContext ?? 'request'}.`);
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return new Refusal(status, error.message, adviceFor(status));
  console.error(`${method} ${pathOf(url)} failed:`, error);
  return new Refusal(500, 'The server failed.', 'Look at its terminal, and try again.');
}

function adviceFor(status: number): string {
  switch (status) {
    case 413:
      return 'Send a smaller body.';
    case 415:
      return 'Send JSON, with Content-Type: application/json.';
    default:
      return 'Correct the request; GET /api lists the endpoints.';
  }
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
