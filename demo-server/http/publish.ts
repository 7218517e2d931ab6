import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { LIMITS } from '../limits.ts';
import { TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';

const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'text'],
  properties: {
    from: { type: 'string', minLength: 1, maxLength: LIMITS.from },
    text: { type: 'string', maxLength: LIMITS.text },
  },
} as const;

/** `POST /api/topics/:topic/messages` publishes `{from, text}`; answers 201 with the message. */
export function publishRoute(app: FastifyInstance, { hub }: Laboratory): void {
  app.post<{ Params: TopicInPath; Body: { from: string; text: string } }>(
    '/api/topics/:topic/messages',
    { schema: { params: TOPIC_IN_PATH, body: BODY } },
    async (request, reply) => {
      const { topic } = request.params;
      const message = await hub.publish({ topic, type: 'chat', ...request.body });
      return reply.code(201).send(message);
    },
  );
}
