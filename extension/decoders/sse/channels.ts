import type { Payload } from '../../bytes/payload.ts';
import type { ChannelName } from '../contract.ts';
import { outlineForSniffing } from '../json-text.ts';
import type { Subscription } from '../mercure-hub.ts';

/** Names the channel of each event: its type, or at a Mercure hub the topics subscribed to. */
export class Channels {
  readonly #topics: readonly string[];
  readonly #known = new Map<string, ChannelName>();

  constructor(subscription: Subscription | undefined) {
    this.#topics = subscription?.topics ?? [];
  }

  of(type: string, data: Payload | undefined): ChannelName {
    if (this.#topics.length === 0) return this.#named(type, type, 'sse-event-type');
    const topic = this.#topics.length === 1 ? this.#topics[0] : this.#topicOf(data);
    if (topic !== undefined) return this.#named(topic, topic, 'mercure-topic');
    return this.#named('topics', this.#topics.join(', ').slice(0, 200), 'mercure-topic');
  }

  /** An update does not say which topic it is of, but JSON-LD names its resource, which often is the topic. */
  #topicOf(data: Payload | undefined): string | undefined {
    const outline = data && outlineForSniffing(data, /"@?id"\s*:/);
    const id = outline?.text('@id') ?? outline?.text('id');
    return this.#topics.find((topic) => topic === id);
  }

  #named(id: string, name: string, type: string): ChannelName {
    const known = this.#known.get(id);
    if (known) return known;
    const channel: ChannelName = { id, name, type };
    this.#known.set(id, channel);
    return channel;
  }
}
