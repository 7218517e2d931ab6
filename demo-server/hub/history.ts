import { LIMITS } from '../limits.ts';
import type { TopicMessage } from '../wire/topic/message.ts';

/** The latest messages of one topic, oldest first, within {@link LIMITS}. */
export class History {
  private messages: TopicMessage[] = [];
  private size = 0;

  get last(): number {
    return this.messages.at(-1)?.id ?? 0;
  }

  add(message: TopicMessage): void {
    this.messages.push(message);
    this.size += message.text.length;
    while (this.messages.length > LIMITS.historyMessages || this.size > LIMITS.historySize) {
      this.size -= this.messages.shift()?.text.length ?? 0;
    }
  }

  /** Messages after `id`. A number never given out comes from before a restart: everything. */
  since(id: number): readonly TopicMessage[] {
    if (id > this.last) return this.messages;
    return this.messages.filter((message) => message.id > id);
  }

  recent(count: number): readonly TopicMessage[] {
    return this.messages.slice(-count);
  }

  /** How many messages after `id` are no longer remembered. */
  forgottenSince(id: number): number {
    const first = this.messages[0];
    return first && id <= this.last ? Math.max(0, first.id - id - 1) : 0;
  }
}
