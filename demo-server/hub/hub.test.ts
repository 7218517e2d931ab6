import { describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { Hub } from './hub.ts';
import { MemoryBus } from './memory-bus.ts';

const draft = (topic: string, text: string) => ({ topic, type: 'chat', from: 'kim', text });

describe('hub', () => {
  test('numbers each topic from 1 and remembers', async () => {
    const hub = new Hub(new MemoryBus());
    await hub.publish(draft('chat', 'a'));
    await hub.publish(draft('ticker', 'b'));
    const message = await hub.publish(draft('chat', 'c'));
    expect(message).toMatchObject({ id: 2, topic: 'chat', from: 'kim', text: 'c' });
    expect(hub.history('chat').since(1)).toEqual([message]);
    expect(
      hub
        .history('chat')
        .recent(5)
        .map(({ text }) => text),
    ).toEqual(['a', 'c']);
    expect(hub.history('nobody').last).toBe(0);
  });

  test('tells subscribers of the topic, and nobody else, until they leave', async () => {
    const hub = new Hub(new MemoryBus());
    const heard: string[] = [];
    const leave = hub.subscribe('chat', ({ message }) => heard.push(message.text));
    await hub.publish(draft('ticker', 'not this'));
    await hub.publish(draft('chat', 'this'));
    leave();
    await hub.publish(draft('chat', 'too late'));
    expect(heard).toEqual(['this']);
  });

  test('two hubs on one bus hear the same, in the same order', async () => {
    const bus = new MemoryBus();
    const [one, other] = [new Hub(bus), new Hub(bus)];
    await Promise.all([one.publish(draft('chat', 'a')), other.publish(draft('chat', 'b'))]);
    expect(other.history('chat').since(0)).toEqual(one.history('chat').since(0));
  });

  test('a cursor from before a restart gets everything', async () => {
    const hub = new Hub(new MemoryBus());
    await hub.publish(draft('chat', 'a'));
    expect(hub.history('chat').since(500)).toHaveLength(1);
    expect(hub.history('chat').since(1)).toHaveLength(0);
  });

  test('waits for a cursor that another server has given out, and not for one of before', async () => {
    const bus = Object.assign(new MemoryBus(), { isShared: true });
    const hub = new Hub(bus);
    await hub.publish(draft('chat', 'a'));
    let isReached = false;
    const reached = hub.reach('chat', 3).then(() => {
      isReached = true;
    });
    await hub.publish(draft('chat', 'b'));
    expect(isReached).toBe(false);
    await hub.publish(draft('chat', 'c'));
    await reached;
    await hub.reach('chat', 500);
    expect(hub.history('chat').since(500)).toHaveLength(3);
  });

  test('remembers within limits, and says how much it forgot', async () => {
    const hub = new Hub(new MemoryBus());
    for (let n = 0; n < LIMITS.historyMessages + 10; n += 1) await hub.publish(draft('chat', 'x'));
    expect(hub.history('chat').since(0)).toHaveLength(LIMITS.historyMessages);
    expect(hub.history('chat').forgottenSince(0)).toBe(10);
    expect(hub.history('chat').forgottenSince(10)).toBe(0);
    const large = 'x'.repeat(LIMITS.historySize / 2);
    for (let n = 0; n < 4; n += 1) await hub.publish(draft('ticker', large));
    expect(hub.history('ticker').since(0)).toHaveLength(2);
  });

  test('refuses new topics when there are too many, but neither known ones nor its own', async () => {
    const hub = new Hub(new MemoryBus());
    for (let n = 0; n < LIMITS.topics; n += 1) await hub.publish(draft(`t${n}`, 'x'));
    await expect(hub.publish(draft('one-more', 'x'))).rejects.toMatchObject({ statusCode: 503 });
    await expect(hub.publish(draft('t0', 'x'))).resolves.toMatchObject({ id: 2 });
    await expect(hub.publish(draft('ticker', 'x'))).resolves.toMatchObject({ id: 1 });
  });
});
