import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import type { TopicMessage } from '../wire/topic/message.ts';
import { CURSOR, query, TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';
import { StreamedAnswer } from './streamed-answer.ts';

const QUERY = query({
  cursor: CURSOR,
  count: { type: 'integer', minimum: 1, maximum: 100_000, default: 10 },
});

/** `GET /api/ndjson/:topic?count=&cursor=`: the next `count` messages, one JSON object a line. */
export function ndjsonRoute(app: FastifyInstance, laboratory: Laboratory): void {
  const { hub } = laboratory;
  app.get<{ Params: TopicInPath; Querystring: { count: number; cursor?: number } }>(
    '/api/ndjson/:topic',
    { schema: { params: TOPIC_IN_PATH, querystring: QUERY } },
    async (request, reply) => {
      const { topic } = request.params;
      const { cursor } = request.query;
      await hub.reach(topic, cursor);
      let left = request.query.count;
      const stream = new StreamedAnswer(reply, 'application/x-ndjson', laboratory);
      const send = (message: TopicMessage) => {
        if (left <= 0) return;
        stream.chunk(`${JSON.stringify(message)}\n`);
        left -= 1;
        if (left === 0) stream.end();
      };
      const unsubscribe = hub.subscribe(topic, ({ message }) => send(message));
      stream.over.addEventListener('abort', unsubscribe);
      if (cursor !== undefined) hub.history(topic).since(cursor).forEach(send);
    },
  );
}
