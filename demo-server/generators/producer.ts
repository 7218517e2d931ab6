import type { Hub } from '../hub/hub.ts';
import type { Settings } from '../settings.ts';
import { TOPICS, type Topic } from '../wire/topic/message.ts';
import { chatStory } from './chat.ts';
import { notificationsStory } from './notifications.ts';
import { randomFrom } from './random.ts';
import { padded, type Story } from './story.ts';
import { tickerStory } from './ticker.ts';

const STORIES: Record<Topic, (seed: number) => Story> = {
  chat: chatStory,
  ticker: tickerStory,
  notifications: notificationsStory,
};

/**
 * How far the pause before a message may be from the usual one, as a part of it. Prices come like
 * clockwork; people and servers have something to say when they have.
 */
const IRREGULARITY: Record<Topic, number> = { chat: 0.6, ticker: 0, notifications: 0.6 };

/** Finest step of the clock in milliseconds; faster rates publish several messages a step. */
const STEP = 20;

/**
 * Publishes the news of every topic at the rates of the settings, until `closing` is aborted.
 * A changed rate holds from the next step on.
 */
export function startProducers(hub: Hub, settings: Settings, closing: AbortSignal): void {
  for (const topic of TOPICS) {
    const story = STORIES[topic](1);
    const random = randomFrom(1);
    const pause = () => 1 + IRREGULARITY[topic] * (2 * random() - 1);
    let wanted = pause();
    let due = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      due += ((now - before) / 1000) * settings.current.rate[topic];
      before = now;
      while (due >= wanted) {
        due -= wanted;
        wanted = pause();
        const news = story();
        const text = padded(news.text, settings.current.payloadSize[topic]);
        void hub.publish({ ...news, text, topic });
      }
    }, STEP);
    closing.addEventListener('abort', () => clearInterval(timer));
  }
}
