import type { FastifyInstance } from 'fastify';
import { TOPIC_PROTO } from '../sockets/topic-formats.ts';

/** `GET /topic.proto`: the schema of what `/ws?format=protobuf` says, to load into a panel. */
export function topicProtoRoute(app: FastifyInstance): void {
  app.get('/topic.proto', async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="topic.proto"')
      .send(TOPIC_PROTO),
  );
}
