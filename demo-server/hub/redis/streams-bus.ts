import { LIMITS } from '../../limits.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Bus, Delivery, Draft } from '../bus.ts';
import { messageOf } from '../memory-bus.ts';
import { ask, connectTwice, type RedisClient } from './connect.ts';
import { seal, unseal } from './envelope.ts';

const STREAM = 'pushscope:stream';
const IDS = 'pushscope:ids';

/** Numbers and appends in one step, so that the stream has the messages in their numbers' order. */
const APPEND = `
local id = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'id', id, 'news', ARGV[2])
return id`;

/** Entries taken with one question. */
const PORTION = 500;
/** Pause before Redis is asked again after it failed, in milliseconds. */
const PAUSE = 100;

/** Redis Streams: what was published stays, so that a server that was away reads on where it was. */
export class StreamsBus implements Bus {
  readonly isShared = true;
  private readonly listeners = new Set<(delivery: Delivery) => void>();
  private past: Delivery[] = [];
  /** The stream's own number of the entry that was read last. */
  private last = '0-0';
  private isReading = false;
  private isClosed = false;

  private constructor(
    private readonly asking: RedisClient,
    private readonly reading: RedisClient,
  ) {}

  static async open(url: string): Promise<StreamsBus> {
    const bus = new StreamsBus(...(await connectTwice(url)));
    await bus.remember().catch(async (error) => {
      await bus.close();
      throw error;
    });
    return bus;
  }

  async publish(draft: Draft): Promise<TopicMessage> {
    const time = Date.now();
    const parameters = [draft.topic, seal(draft, time), String(LIMITS.streamMessages)];
    const question = { keys: [IDS, STREAM], arguments: parameters };
    const id = await ask(() => this.asking.eval(APPEND, question));
    const { original: _, ...news } = draft;
    return messageOf(news, Number(id), time);
  }

  listen(listener: (delivery: Delivery) => void): () => void {
    for (const delivery of this.past) listener({ ...delivery, isPast: true });
    this.listeners.add(listener);
    if (!this.isReading) void this.readOn();
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.listeners.clear();
    this.asking.destroy();
    this.reading.destroy();
  }

  private async remember(): Promise<void> {
    const count = { COUNT: LIMITS.streamPast };
    const entries = (await this.asking.xRevRange(STREAM, '+', '-', count)) ?? [];
    this.past = entries.toReversed().flatMap(({ message }) => deliveryIn(message) ?? []);
    this.last = entries[0]?.id ?? '0-0';
  }

  private async readOn(): Promise<void> {
    this.isReading = true;
    this.past = [];
    while (!this.isClosed) {
      const streams = await this.more().catch(() => undefined);
      if (streams === undefined) await new Promise((done) => setTimeout(done, PAUSE));
      else for (const { messages } of streams) for (const entry of messages) this.hear(entry);
    }
  }

  private async more(): Promise<readonly { readonly messages: readonly Entry[] }[]> {
    const from = { key: STREAM, id: this.last };
    const answer = await this.reading.xRead(from, { BLOCK: 0, COUNT: PORTION });
    return (answer ?? []) as readonly { readonly messages: readonly Entry[] }[];
  }

  private hear({ id, message }: Entry): void {
    this.last = id;
    const delivery = deliveryIn(message);
    if (delivery) for (const listener of this.listeners) listener(delivery);
  }
}

interface Entry {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

function deliveryIn({ id, news }: Entry['message']): Delivery | undefined {
  return news === undefined ? undefined : unseal(news, Number(id));
}
