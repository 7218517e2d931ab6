import { describe, expect, test } from 'vitest';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { Feed } from './feed.ts';

const message = (id: number, time = 0): TopicMessage => ({
  id,
  topic: 'chat',
  type: 'chat',
  time,
  from: 'kim',
  text: `message ${id}`,
});

describe('feed', () => {
  test('a message that came several ways is one row, with each way in its order', async () => {
    const feed = new Feed();
    feed.add(message(1), { transport: 'sse', latency: 3 });
    feed.add(message(2), { transport: 'sse', latency: 2 });
    feed.add(message(1), { transport: 'polling', latency: undefined });
    await expect.poll(() => feed.rows.value.map((row) => row.message.id)).toEqual([2, 1]);
    expect(feed.rows.value[1]?.arrivals).toEqual([
      { transport: 'sse', latency: 3, place: 0 },
      { transport: 'polling', latency: undefined, place: 1 },
    ]);
  });

  test('the first message of a restarted server is another than the first before', async () => {
    const feed = new Feed();
    feed.add(message(1, 1000), { transport: 'sse', latency: 0 });
    feed.add(message(2, 2000), { transport: 'sse', latency: 0 });
    feed.add(message(1, 3000), { transport: 'sse', latency: 0 });
    await expect
      .poll(() => feed.rows.value.map((row) => row.message.time))
      .toEqual([3000, 2000, 1000]);
  });

  test('keeps the newest', async () => {
    const feed = new Feed();
    for (let id = 1; id <= 200; id += 1) feed.add(message(id), { transport: 'sse', latency: 0 });
    await expect.poll(() => feed.rows.value[0]?.message.id).toBe(200);
    expect(feed.rows.value).toHaveLength(60);
    feed.clear();
    expect(feed.rows.value).toEqual([]);
  });
});
