import type { FastifyInstance } from 'fastify';
import { TOKEN_COOKIE } from '../auth/presented.ts';
import type { Laboratory } from '../laboratory.ts';
import { LIMITS } from '../limits.ts';

const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: LIMITS.from },
    lifetime: { type: 'integer', minimum: 1, maximum: 86_400, default: 3600 },
  },
} as const;

/**
 * `POST /api/sign-in {name, lifetime?}` gives anybody a token that lasts `lifetime` seconds, in the
 * answer and as a cookie. `POST /api/sign-out` takes the cookie back.
 */
export function signInRoutes(app: FastifyInstance, { tokens }: Laboratory): void {
  app.post<{ Body: { name: string; lifetime: number } }>(
    '/api/sign-in',
    { schema: { body: BODY } },
    async ({ body: { name, lifetime } }, reply) => {
      const token = await tokens.issue(name, lifetime);
      const cookie = `${TOKEN_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`;
      reply
        .header('set-cookie', `${cookie}; Max-Age=${lifetime}`)
        .header('cache-control', 'no-store');
      return { token, expires: Math.floor(Date.now() / 1000) + lifetime };
    },
  );
  app.post('/api/sign-out', async (_request, reply) => {
    reply.header('set-cookie', `${TOKEN_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`);
    return reply.code(204).send();
  });
}
