import type { FastifyInstance } from 'fastify';
import type { Hub } from '../hub/hub.ts';
import type { Laboratory } from '../laboratory.ts';
import {
  dispatchedData,
  encodeComment,
  encodeEvent,
  encodeRetry,
} from '../wire/server-sent-events.ts';
import type { TopicMessage } from '../wire/topic/message.ts';
import { CURSOR, query, TOPIC_IN_PATH, type TopicInPath } from './parameters.ts';
import { StreamedAnswer } from './streamed-answer.ts';

interface Query {
  /** `json`: the whole message on one data line. `text`: its text, a data line per line. */
  readonly format?: 'json' | 'text';
  /** Where to begin when the browser sends no Last-Event-ID. */
  readonly cursor?: number;
  /** End the stream after so many events; the browser will reconnect and resume. */
  readonly limit?: number;
}

const QUERY = query({
  format: { type: 'string', enum: ['json', 'text'] },
  cursor: CURSOR,
  limit: { type: 'integer', minimum: 1 },
});

/** `GET /api/events/:topic`: server-sent events; resumes after Last-Event-ID from the history. */
export function eventsRoute(app: FastifyInstance, laboratory: Laboratory): void {
  const { hub, settings } = laboratory;
  app.get<{ Params: TopicInPath; Querystring: Query }>(
    '/api/events/:topic',
    { schema: { params: TOPIC_IN_PATH, querystring: QUERY }, config: { transport: 'sse' } },
    async (request, reply) => {
      const { topic } = request.params;
      const resumed = resumePoint(request.headers['last-event-id']) ?? request.query.cursor;
      await hub.reach(topic, resumed);
      const stream = new StreamedAnswer(reply, 'text/event-stream', laboratory);
      const { retry, keepAlive } = settings.current;
      stream.note(encodeRetry(retry), 'retry', String(retry));
      resumeNote(stream, hub, topic, resumed);
      follow(stream, hub, topic, resumed, request.query);
      keepSilentStreamAlive(stream, keepAlive);
    },
  );
}

/** The browser sends back any id it was given; only our own numbers mean something. */
function resumePoint(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

function resumeNote(stream: StreamedAnswer, hub: Hub, topic: string, from: number | undefined) {
  if (from === undefined) return;
  const forgotten = hub.history(topic).forgottenSince(from);
  if (forgotten === 0) return;
  const text = `${forgotten} earlier messages are no longer remembered`;
  stream.note(encodeComment(text), 'comment', text);
}

function follow(
  stream: StreamedAnswer,
  hub: Hub,
  topic: string,
  from: number | undefined,
  { format, limit = Number.POSITIVE_INFINITY }: Query,
): void {
  let left = limit;
  const send = (message: TopicMessage) => {
    if (left <= 0) return;
    const data = format === 'text' ? message.text : JSON.stringify(message);
    const event = { type: message.type, id: String(message.id) };
    stream.event(encodeEvent({ ...event, data }), event, dispatchedData(data));
    left -= 1;
    if (left === 0) stream.end();
  };
  const unsubscribe = hub.subscribe(topic, ({ message }) => send(message));
  stream.over.addEventListener('abort', unsubscribe);
  if (from !== undefined) hub.history(topic).since(from).forEach(send);
}

function keepSilentStreamAlive(stream: StreamedAnswer, interval: number): void {
  const timer = setInterval(
    () => stream.note(encodeComment('keep-alive'), 'comment', 'keep-alive'),
    interval,
  );
  stream.over.addEventListener('abort', () => clearInterval(timer));
}
