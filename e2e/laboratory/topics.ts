import { beforeAll, expect, it } from 'vitest';
import { TRANSPORTS } from '../../demo-server/site/transports/transport.ts';
import { FORMAT_NAMES } from '../../demo-server/wire/topic/format.ts';
import { OWN_TOPICS, type OwnTopic } from '../../demo-server/wire/topic/message.ts';
import { flip, lane, lanesOf, switchAllOn, waysOf } from './card.ts';
import { click, openLaboratory, say, speak, texts } from './visit.ts';

/** What may be said on each topic at any time. */
const TEXTS: Record<OwnTopic, string> = {
  chat: 'hello to all',
  ticker: 'CEDAR 1.00 +0.00',
  notifications: '시험 알림',
  document: 'insert 0 @0 a first line',
  board: 'new',
};

/** Every topic over every transport. */
export function theTopicsIn(language: 'en' | 'ko'): void {
  beforeAll(async () => {
    await openLaboratory();
    await speak(language);
  });

  it.each(OWN_TOPICS)('%s comes over every transport', async (topic) => {
    await switchAllOn(topic);
    const { id } = await say(topic, TEXTS[topic]);
    await expect.poll(() => waysOf(topic, id)).toEqual([...TRANSPORTS]);
    for (const way of TRANSPORTS) await flip(topic, way);
    const running = async () => (await lanesOf(topic)).filter(({ state }) => state !== 'off');
    await expect.poll(running).toEqual([]);
  });

  it('a plain WebSocket brings it in every format', async () => {
    const formats = `${lane('chat', 'websocket')} .segments label`;
    await flip('chat', 'websocket');
    await expect.poll(() => texts(formats)).toHaveLength(FORMAT_NAMES.length);
    for (let format = 1; format <= FORMAT_NAMES.length; format += 1) {
      await click(`${formats}:nth-of-type(${format}) input`);
      await expect.poll(async () => (await lanesOf('chat'))[3]?.state).toBe('open');
      const { id } = await say('chat', `in format ${format}`);
      await expect.poll(() => waysOf('chat', id)).toEqual(['websocket']);
    }
    await flip('chat', 'websocket');
  });
}
