import { beforeAll, expect, it } from 'vitest';
import { TRANSPORTS } from '../../demo-server/site/transports/transport.ts';
import { OWN_TOPICS, type OwnTopic } from '../../demo-server/wire/topic/message.ts';
import { flip, lanesOf, switchAllOn, waysOf } from './card.ts';
import { openLaboratory, say, speak } from './visit.ts';

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
}
