import { createClient } from 'redis';
import { Refusal } from '../../refusal.ts';

export type RedisClient = Awaited<ReturnType<typeof connectRedis>>;

/** Longest pause between two attempts to come back, in milliseconds. */
const LONGEST_PAUSE = 500;

/**
 * A connection to Redis that comes back by itself. What is asked while it is away fails at once.
 * @throws when Redis does not answer the first time
 */
export async function connectRedis(url: string) {
  let wasReady = false;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (tries, cause) =>
        wasReady ? Math.min(20 * 2 ** tries, LONGEST_PAUSE) : cause,
    },
  });
  // Without a listener an error would end the process; that Redis is away shows in what fails.
  client.on('error', () => undefined);
  client.on('ready', () => {
    wasReady = true;
  });
  await client.connect().catch((cause: unknown) => {
    client.destroy();
    const advice = 'Start redis-server there, or leave REDIS_URL out.';
    throw new Error(`Redis does not answer at ${withoutPassword(url)}. ${advice}`, { cause });
  });
  return client;
}

/** Two connections, for what asks and what waits may not share one: both, or none. */
export async function connectTwice(url: string): Promise<readonly [RedisClient, RedisClient]> {
  const one = await connectRedis(url);
  try {
    return [one, await connectRedis(url)];
  } catch (error) {
    one.destroy();
    throw error;
  }
}

/** Asks Redis for something; what goes wrong is told as the server's refusal. */
export async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch {
    throw new Refusal(503, 'Redis is away, so nothing can be published.', 'Try again in a moment.');
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
