import { z } from 'zod';
import type { Delivery, Draft } from '../bus.ts';
import { messageOf } from '../memory-bus.ts';

/** A draft and its time as one text: what travels through Redis. */
export function seal({ original, ...draft }: Draft, time: number): string {
  const body = original && Buffer.from(original.body).toString('base64');
  return JSON.stringify({
    ...draft,
    time,
    ...(original && { original: { headers: original.headers, body } }),
  });
}

/** What came through Redis; undefined where it is none of ours. */
export function unseal(text: string, id: number): Delivery | undefined {
  const { success, data } = ENVELOPE.safeParse(parsed(text));
  if (!success) return undefined;
  const { time, original, ...draft } = data;
  const message = messageOf(draft, id, time);
  if (!original) return { message };
  const { headers, body } = original;
  return { message, original: { headers, body: new Uint8Array(Buffer.from(body, 'base64')) } };
}

const ENVELOPE = z.object({
  topic: z.string(),
  type: z.string(),
  from: z.string(),
  text: z.string(),
  time: z.number(),
  server: z.string().exactOptional(),
  quote: z.object({ symbol: z.string(), price: z.number(), change: z.number() }).exactOptional(),
  original: z
    .object({ headers: z.array(z.tuple([z.string(), z.string()])), body: z.base64() })
    .exactOptional(),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
