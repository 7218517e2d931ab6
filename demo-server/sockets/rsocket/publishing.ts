import { z } from 'zod';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Outlet } from './outlet.ts';

const NEWS = z.strictObject({
  from: z.string().min(1).max(LIMITS.from),
  text: z.string().max(LIMITS.text),
});

/** Publishes `{from, text}`, the data of one payload. */
export async function publishPayload(
  hub: Hub,
  topic: string,
  data: Uint8Array,
): Promise<TopicMessage> {
  return hub.publish({ topic, type: 'chat', ...valueIn(data, NEWS) });
}

/**
 * The JSON of a payload's data; of no data, an empty object.
 * @throws {Refusal} 400, with what is wrong with it
 */
export function valueIn<Value>(data: Uint8Array, schema: z.ZodType<Value>): Value {
  const { success, data: value, error } = schema.safeParse(jsonIn(data));
  if (success) return value;
  throw new Refusal(400, `The data is wrong: ${z.prettifyError(error)}`, 'Correct it.');
}

/** Ends a stream with what went wrong: INVALID, REJECTED where nothing was done, or our own failure. */
export function failWith(outlet: Outlet, error: unknown): void {
  if (!(error instanceof Refusal)) {
    console.error('An RSocket request failed:', error);
    outlet.fail('APPLICATION_ERROR', 'The server failed. Try again.');
    return;
  }
  const code = error.statusCode === 400 ? 'INVALID' : 'REJECTED';
  outlet.fail(code, `${error.message} ${error.whatToDo}`);
}

function jsonIn(data: Uint8Array): unknown {
  if (data.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    throw new Refusal(400, 'The data is no JSON.', 'Write it as application/json, in UTF-8.');
  }
}
