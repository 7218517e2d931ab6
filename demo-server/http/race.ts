import type { FastifyInstance } from 'fastify';
import { padded } from '../generators/story.ts';
import type { Laboratory } from '../laboratory.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { SHARED_TOPICS, TOPIC_PATTERN } from '../wire/topic/message.ts';

interface Race {
  readonly topic: string;
  readonly events: number;
  /** Events a second. */
  readonly rate: number;
  /** Bytes that the text of each event has at least. */
  readonly payload: number;
}

const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['topic'],
  properties: {
    topic: { type: 'string', pattern: TOPIC_PATTERN },
    events: { type: 'integer', minimum: 1, maximum: LIMITS.raceEvents, default: 100 },
    rate: { type: 'number', minimum: 0.5, maximum: 500, default: 20 },
    payload: { type: 'integer', minimum: 0, maximum: LIMITS.racePayload, default: 0 },
  },
} as const;

/** Finest step of the clock in milliseconds; faster rates publish several events a step. */
const STEP = 5;

/**
 * `POST /api/race {topic, events?, rate?, payload?}` publishes exactly so many events, evenly, from
 * the sender that the answer names; answers 202 before the first of them.
 */
export function raceRoute(app: FastifyInstance, laboratory: Laboratory): void {
  let running = 0;
  let last = 0;
  app.post<{ Body: Race }>('/api/race', { schema: { body: BODY } }, async ({ body }, reply) => {
    if (SHARED_TOPICS.some((shared) => shared === body.topic))
      throw new Refusal(400, `${body.topic} has rules, and events break them.`, 'Race elsewhere.');
    if (running >= LIMITS.races)
      throw new Refusal(429, `${LIMITS.races} races are run already.`, 'Wait until one is over.');
    running += 1;
    last += 1;
    const from = `race ${last}`;
    reply.raw.once('close', () => {
      void publishEvenly(laboratory, body, from).finally(() => {
        running -= 1;
      });
    });
    return reply.code(202).send({ ...body, from, lasts: (body.events / body.rate) * 1000 });
  });
}

/** Resolves when the last event is published, the hub refuses one, or the server closes. */
function publishEvenly({ hub, closing }: Laboratory, race: Race, from: string): Promise<void> {
  const { topic, events, rate, payload } = race;
  const start = performance.now();
  let published = 0;
  return new Promise((resolve) => {
    const stop = () => {
      clearInterval(timer);
      closing.removeEventListener('abort', stop);
      resolve();
    };
    const publishDue = () => {
      const due = Math.min(events, Math.floor(((performance.now() - start) / 1000) * rate));
      for (; published < due; published += 1) {
        const text = padded(`event ${published + 1} of ${events}`, payload);
        hub.publish({ topic, type: 'race', from, text }).catch(stop);
      }
      if (published === events) stop();
    };
    const timer = setInterval(publishDue, STEP);
    closing.addEventListener('abort', stop);
    if (closing.aborted) stop();
  });
}
