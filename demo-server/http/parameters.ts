import { TOPIC_PATTERN } from '../wire/topic/message.ts';

/** JSON Schemas of parameters that several endpoints share. */

export const TOPIC_IN_PATH = {
  type: 'object',
  properties: { topic: { type: 'string', pattern: TOPIC_PATTERN } },
  required: ['topic'],
} as const;

/** Number of the last message that the client has. */
export const CURSOR = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

export interface TopicInPath {
  readonly topic: string;
}

/**
 * A query string with these parameters and no others but `_`, which defeats caches, a token, and the
 * name that a client gives itself, by which it finds its connections in the ledger.
 */
export function query(properties: Record<string, object>): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...properties,
      _: { type: 'string' },
      access_token: { type: 'string' },
      client: { type: 'string' },
    },
  };
}
