import type { FastifyInstance } from 'fastify';
import type { History } from '../hub/history.ts';
import type { Laboratory } from '../laboratory.ts';
import { CURSOR, query, TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';
import { pollInterval } from './poll-interval.ts';

/** Messages in an answer to a client that has no cursor yet. */
const RECENT = 20;

/**
 * `GET /api/poll/:topic?cursor=` answers at once `{messages, cursor}`: what is newer than the
 * cursor, or without one the latest messages. 304 when the answer is the one of If-None-Match. The
 * header X-Poll-Interval says in how many milliseconds to ask again, by how often there is news.
 */
export function pollRoute(app: FastifyInstance, { hub }: Laboratory): void {
  app.get<{ Params: TopicInPath; Querystring: { cursor?: number } }>(
    '/api/poll/:topic',
    { schema: { params: TOPIC_IN_PATH, querystring: query({ cursor: CURSOR }) } },
    async (request, reply) => {
      const { topic } = request.params;
      await hub.reach(topic, request.query.cursor);
      const history = hub.history(topic);
      const tag = tagOf(topic, request.query.cursor, history);
      reply.header('etag', tag).header('cache-control', 'no-cache');
      reply.header('x-poll-interval', pollInterval(history.recent(RECENT), Date.now()));
      if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send();
      return { messages: newer(history, request.query.cursor), cursor: history.last };
    },
  );
}

/** With the memory bus each server of a cluster counts for itself: the number alone would say too little. */
function tagOf(topic: string, cursor: number | undefined, history: History): string {
  const [last] = history.recent(1);
  const latest = last ? `${last.id}-${last.server ?? ''}-${last.time}` : 'none';
  return `"${topic}-${cursor ?? 'recent'}-${latest}"`;
}

function newer(history: History, cursor: number | undefined) {
  return cursor === undefined ? history.recent(RECENT) : history.since(cursor);
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2). */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
