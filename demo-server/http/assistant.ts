import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { assistantTokens } from '../generators/assistant.ts';
import type { Laboratory } from '../laboratory.ts';
import { anthropic } from '../wire/assistant/anthropic.ts';
import { openai } from '../wire/assistant/openai.ts';
import type { Answer, AnswerStyle } from '../wire/assistant/style.ts';
import { encodeEvent, type ServerSentEvent } from '../wire/server-sent-events.ts';
import { StreamedAnswer } from './streamed-answer.ts';

const STYLES = { openai, anthropic } satisfies Record<string, AnswerStyle>;

interface Question {
  readonly prompt: string;
  readonly tokens: number;
  /** Milliseconds between tokens. */
  readonly interval: number;
  readonly style: keyof typeof STYLES;
}

const QUESTION = {
  type: 'object',
  additionalProperties: false,
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1, maxLength: 10_000 },
    tokens: { type: 'integer', minimum: 1, maximum: 5000, default: 40 },
    interval: { type: 'integer', minimum: 0, maximum: 10_000, default: 50 },
    style: { type: 'string', enum: Object.keys(STYLES), default: 'openai' },
  },
} as const;

/** `POST /api/stream` answers a prompt token by token, as the APIs of language models do. */
export function assistantRoute(app: FastifyInstance, laboratory: Laboratory): void {
  app.post<{ Body: Question }>(
    '/api/stream',
    { schema: { body: QUESTION } },
    async (request, reply) => {
      await answer(new StreamedAnswer(reply, 'text/event-stream', laboratory), request.body);
      return reply;
    },
  );
}

async function answer(stream: StreamedAnswer, question: Question): Promise<void> {
  const style = STYLES[question.style];
  const facts: Answer = {
    id: randomUUID().replaceAll('-', ''),
    created: Math.floor(Date.now() / 1000),
    model: 'pushscope-rehearsed-1',
    promptTokens: question.prompt.split(/\s+/).length,
  };
  const write = (event: ServerSentEvent) => stream.chunk(encodeEvent(event));
  style.begin(facts).forEach(write);
  for (const token of assistantTokens(question.prompt, question.tokens)) {
    await wait(question.interval, undefined, { signal: stream.over }).catch(() => undefined);
    await stream.drained();
    if (stream.over.aborted) return;
    write(style.token(facts, token));
  }
  style.end(facts, question.tokens).forEach(write);
  stream.end();
}
