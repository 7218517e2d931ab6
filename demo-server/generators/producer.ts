import type { Hub } from '../hub/hub.ts';
import type { Laboratory } from '../laboratory.ts';
import { OWN_TOPICS, type OwnTopic } from '../wire/topic/message.ts';
import { boardStory } from './board.ts';
import { chatStory } from './chat.ts';
import { documentStory } from './document.ts';
import { notificationsStory } from './notifications.ts';
import { randomFrom } from './random.ts';
import { padded, type Story } from './story.ts';
import { tickerStory } from './ticker.ts';

const STORIES: Record<OwnTopic, (seed: number, hub: Hub) => Story> = {
  chat: chatStory,
  ticker: tickerStory,
  notifications: notificationsStory,
  document: (seed, { shared }) => documentStory(seed, shared.document),
  board: (seed, { shared }) => boardStory(seed, shared.board),
};

/**
 * How far the pause before a message may be from the usual one, as a part of it. Prices come like
 * clockwork; people and servers have something to say when they have.
 */
const IRREGULARITY: Record<OwnTopic, number> = {
  ...{ chat: 0.6, ticker: 0, notifications: 0.6, document: 0.6, board: 0.6 },
};

/** Finest step of the clock in milliseconds; faster rates publish several messages a step. */
const STEP = 20;

/**
 * Time that one step makes up for at most, in milliseconds: a server that is too busy to keep the rate
 * falls behind it, and does not try harder and harder.
 */
const ARREARS = 200;

/**
 * Publishes the news of every topic at the rates of the settings until the server closes. Of a
 * cluster's servers each publishes its part. A changed rate holds from the next step on.
 */
export function startProducers(
  laboratory: Pick<Laboratory, 'hub' | 'settings' | 'closing' | 'id'>,
  servers: number,
): void {
  const { hub, settings, closing } = laboratory;
  const seed = seedOf(laboratory.id);
  for (const topic of OWN_TOPICS) {
    const story = STORIES[topic](seed, hub);
    const random = randomFrom(seed);
    const pause = () => 1 + IRREGULARITY[topic] * (2 * random() - 1);
    let wanted = pause();
    // Servers of a cluster that start together do not speak at once.
    let due = servers > 1 ? random() : 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      due += ((Math.min(now - before, ARREARS) / 1000) * settings.current.rate[topic]) / servers;
      before = now;
      while (due >= wanted) {
        due -= wanted;
        wanted = pause();
        const news = story();
        const text = padded(news.text, settings.current.payloadSize[topic]);
        // While the bus is away there is no news, and another server may have moved first.
        hub.publish({ ...news, text, topic }).catch(() => undefined);
      }
    }, STEP);
    closing.addEventListener('abort', () => clearInterval(timer));
  }
}

/** Another one for each server of a cluster, so that they do not all tell the same. */
function seedOf(id: string | undefined): number {
  return Number(/\d+$/.exec(id ?? '')?.[0] ?? 1);
}
