import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Bus, Delivery, Draft } from '../bus.ts';
import { messageOf } from '../memory-bus.ts';
import { ask, connectTwice, type RedisClient } from './connect.ts';
import { seal, unseal } from './envelope.ts';

const CHANNEL = 'pushscope:news';

/** Numbers and publishes in one step, so that everybody hears the messages in their numbers' order. */
const PUBLISH = `
local id = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
redis.call('PUBLISH', ARGV[2], id .. ' ' .. ARGV[3])
return id`;
const IDS = 'pushscope:ids';

/**
 * Redis pub/sub: everybody who listens hears it, and nobody else ever will. Who is away misses it.
 */
export class PubSubBus implements Bus {
  readonly isShared = true;
  private readonly listeners = new Set<(delivery: Delivery) => void>();

  private constructor(
    private readonly asking: RedisClient,
    private readonly hearing: RedisClient,
  ) {}

  static async open(url: string): Promise<PubSubBus> {
    const bus = new PubSubBus(...(await connectTwice(url)));
    await bus.hearing
      .subscribe(CHANNEL, (text) => bus.hear(text))
      .catch(async (error) => {
        await bus.close();
        throw error;
      });
    return bus;
  }

  async publish(draft: Draft): Promise<TopicMessage> {
    const time = Date.now();
    const question = { keys: [IDS], arguments: [draft.topic, CHANNEL, seal(draft, time)] };
    const id = await ask(() => this.asking.eval(PUBLISH, question));
    const { original: _, ...news } = draft;
    return messageOf(news, Number(id), time);
  }

  listen(listener: (delivery: Delivery) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
    this.asking.destroy();
    this.hearing.destroy();
  }

  private hear(text: string): void {
    const space = text.indexOf(' ');
    const delivery = unseal(text.slice(space + 1), Number(text.slice(0, space)));
    if (delivery) for (const listener of this.listeners) listener(delivery);
  }
}
