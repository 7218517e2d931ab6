import type { TopicMessage } from '../wire/topic/message.ts';
import type { Bus, Delivery, Draft } from './bus.ts';

/** A bus that ends at the walls of this process. */
export class MemoryBus implements Bus {
  readonly isShared = false;
  private readonly lastIds = new Map<string, number>();
  private readonly listeners = new Set<(delivery: Delivery) => void>();

  async publish({ original, ...draft }: Draft): Promise<TopicMessage> {
    const id = (this.lastIds.get(draft.topic) ?? 0) + 1;
    this.lastIds.set(draft.topic, id);
    const message = messageOf(draft, id, Date.now());
    const delivery: Delivery = original ? { message, original } : { message };
    for (const listener of this.listeners) listener(delivery);
    return message;
  }

  listen(listener: (delivery: Delivery) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }
}

/** The draft with its number and time, in the order in which every endpoint writes the fields. */
export function messageOf(
  { topic, type, ...news }: Omit<Draft, 'original'>,
  id: number,
  time: number,
): TopicMessage {
  return { id, topic, type, time, ...news };
}
