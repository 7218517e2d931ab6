import type { TopicMessage } from '../wire/topic/message.ts';
import type { Bus, Delivery, Draft } from './bus.ts';

/** A bus that ends at the walls of this process. */
export class MemoryBus implements Bus {
  private readonly lastIds = new Map<string, number>();
  private readonly listeners = new Set<(delivery: Delivery) => void>();

  async publish({ original, topic, type, ...news }: Draft): Promise<TopicMessage> {
    const id = (this.lastIds.get(topic) ?? 0) + 1;
    this.lastIds.set(topic, id);
    const message: TopicMessage = { id, topic, type, time: Date.now(), ...news };
    const delivery: Delivery = original ? { message, original } : { message };
    for (const listener of this.listeners) listener(delivery);
    return message;
  }

  listen(listener: (delivery: Delivery) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
