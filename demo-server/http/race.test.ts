import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { type DemoServer, startDemoServer } from '../server.ts';
import { sendJson } from '../testing/requests.ts';
import type { TopicMessage } from '../wire/topic/message.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

const race = (body: object) => sendJson(server, 'POST', '/api/race', body);

async function published(topic: string): Promise<TopicMessage[]> {
  const answer = await fetch(`${server.url}/api/poll/${topic}?cursor=0`);
  return ((await answer.json()) as { messages: TopicMessage[] }).messages;
}

describe('POST /api/race', () => {
  test('publishes exactly so many events, in order, of at least the size', async () => {
    const answer = await race({ topic: 'hundred', events: 100, rate: 500, payload: 200 });
    expect(answer.status).toBe(202);
    const { from, lasts } = (await answer.json()) as { from: string; lasts: number };
    expect(lasts).toBe(200);
    await expect.poll(async () => (await published('hundred')).length).toBe(100);
    const events = await published('hundred');
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(events.every((event) => event.from === from && event.type === 'race')).toBe(true);
    expect(events.every(({ text }) => text.length === 200)).toBe(true);
    expect(events.at(-1)?.text).toMatch(/^event 100 of 100 /);
  });

  test('publishes nothing before its answer', async () => {
    const answer = await race({ topic: 'slowly', events: 1, rate: 0.5 });
    expect(answer.status).toBe(202);
    expect(await published('slowly')).toEqual([]);
  });

  test.each([
    [{}, 'topic'],
    [{ topic: 'NO!' }, 'topic'],
    [{ topic: 'a', events: 0 }, 'events'],
    [{ topic: 'a', events: LIMITS.raceEvents + 1 }, 'events'],
    [{ topic: 'a', rate: 0 }, 'rate'],
    [{ topic: 'a', payload: LIMITS.racePayload + 1 }, 'payload'],
    [{ topic: 'a', evnts: 3 }, 'additional'],
  ])('%j is refused, with what is wrong', async (body, named) => {
    const answer = await race(body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(named);
  });

  test('refuses more races at once than it can serve', async () => {
    const long = { topic: 'long', events: 10, rate: 0.5 };
    const answers = await Promise.all(Array.from({ length: LIMITS.races + 1 }, () => race(long)));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});
