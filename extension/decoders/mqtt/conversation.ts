import type { ChannelName, Direction, Problem } from '../contract.ts';
import { Recent } from '../recent.ts';
import { Flows } from './flows.ts';
import type { Packet, Publish } from './packet.ts';
import type { Level } from './packet-types.ts';
import { summarize } from './summary.ts';
import { TopicAliases } from './topic-aliases.ts';

/** What a packet means in the light of those before it. */
export interface Meaning {
  readonly summary: string;
  readonly channel?: ChannelName | undefined;
  /** Says of fields, by name, what they refer to. */
  readonly notes: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const NO_NOTES: ReadonlyMap<string, string> = new Map();
const SHARED = /^\$share\/[^/]+\//;

/** Follows one connection's topics, aliases, subscriptions and acknowledgements. */
export class Conversation {
  readonly #aliases = new TopicAliases();
  readonly #flows = new Flows();
  readonly #subscriptions = new Recent<string>();

  follow(packet: Packet, level: Level, direction: Direction, time: number): Meaning {
    if (packet.type === 'PUBLISH') return this.#publish(packet, level, direction, time);
    const summary = summarize(packet, level);
    this.#learn(packet, direction);
    const own = channelOf(packet);
    const answered = this.#flows.follow(packet, { direction, time, summary, channel: own });
    const { note, problems } = answered;
    const notes = note === undefined ? NO_NOTES : new Map([[answerField(packet), note]]);
    return { summary, channel: own ?? answered.channel, notes, problems };
  }

  #publish(packet: Publish, level: Level, direction: Direction, time: number): Meaning {
    const { topic, note, problems: found } = this.#aliases.resolve(packet, direction);
    const summary = summarize(packet, level, topic);
    const channel = topic ? topicChannel(topic) : undefined;
    const flow = this.#flows.follow(packet, { direction, time, summary, channel });
    const problems = flow.problems.length === 0 ? found : [...found, ...flow.problems];
    return { summary, channel, notes: this.#publishNotes(packet, note), problems };
  }

  #publishNotes({ subscriptions }: Publish, alias: string | undefined): Meaning['notes'] {
    if (alias === undefined && subscriptions.length === 0) return NO_NOTES;
    const filters = subscriptions.map((id) => this.#subscriptions.get(`${id}`) ?? 'not captured');
    const notes = new Map<string, string>();
    if (alias !== undefined) notes.set('topic alias', alias);
    if (filters.length > 0) notes.set('subscription identifier', `of ${filters.join('; ')}`);
    return notes;
  }

  #learn(packet: Packet, direction: Direction): void {
    if (packet.type === 'SUBSCRIBE' && packet.subscription !== undefined) {
      const filters = packet.filters.join(', ');
      this.#subscriptions.set(`${packet.subscription}`, filters, 2 * filters.length);
    }
    // Each side says how many aliases the other may use.
    if (packet.type === 'CONNECT' || packet.type === 'CONNACK') {
      const other = direction === 'sent' ? 'received' : 'sent';
      this.#aliases.allow(other, packet.topicAliasMaximum);
    }
  }
}

/** One subscription without wildcards is about the topic itself. */
function channelOf(packet: Packet): ChannelName | undefined {
  if (packet.type !== 'SUBSCRIBE' && packet.type !== 'UNSUBSCRIBE') return undefined;
  const [filter, ...others] = packet.filters;
  if (filter === undefined || others.length > 0) return undefined;
  const topic = filter.replace(SHARED, '');
  return topic === '' || /[+#]/.test(topic) ? undefined : topicChannel(topic);
}

function topicChannel(topic: string): ChannelName {
  return { id: topic, name: topic, type: 'mqtt-topic' };
}

/** The field that says what a packet answers. */
function answerField({ type }: Packet): string {
  return type === 'CONNACK' || type === 'PINGRESP' ? 'packet' : 'packet identifier';
}
