import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { Board } from '../shared/board.ts';
import { SharedDocument } from '../shared/document.ts';
import type { SharedThing } from '../shared/shared-thing.ts';
import { isTopicName, OWN_TOPICS, type TopicMessage } from '../wire/topic/message.ts';
import type { Bus, Delivery, Draft } from './bus.ts';
import { History } from './history.ts';

/** How long another server's news may take to get here, in milliseconds. */
const DELAY = 500;

type Rules = Pick<SharedThing, 'messageType' | 'check' | 'take' | 'forget'>;
type Listener = (delivery: Delivery) => void;

/**
 * The topics of this process: who listens, and what was said lately. The bus brings the messages.
 * What is no topic's name is a room: it has listeners, and is not remembered.
 */
export class Hub {
  private readonly bus: Bus;
  private readonly histories = new Map<string, History>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly toAll: Listener[] = [];

  /** What the messages of the topics with rules have come to. */
  readonly shared = { document: new SharedDocument(), board: new Board() };
  private readonly things: ReadonlyMap<string, Rules> = new Map(Object.entries(this.shared));

  /** `server` is this process's name in a cluster; what is published here bears it. */
  constructor(
    bus: Bus,
    private readonly server?: string,
  ) {
    this.bus = bus;
    bus.listen((delivery) => this.deliver(delivery));
  }

  /**
   * Publishes to everyone.
   * @throws {Refusal} 503 for a visitor's new topic when there are too many; 400 and 409 for what the
   * rules of the topic forbid
   */
  async publish(written: Draft): Promise<TopicMessage> {
    const draft = this.byTheRules(written);
    if (!this.hasRoomFor(draft.topic)) {
      throw new Refusal(
        503,
        `There are already ${LIMITS.topics} topics.`,
        'Use one of them, or restart the server.',
      );
    }
    return this.bus.publish(this.server === undefined ? draft : { ...draft, server: this.server });
  }

  /** Calls `listener` for each message of the topic from now on. Returns the way to stop. */
  subscribe(topic: string, listener: Listener): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(topic) === listeners)
        this.listeners.delete(topic);
    };
  }

  /** Calls `listener` for each message of any topic, as long as the hub lives. */
  subscribeToAll(listener: Listener): void {
    this.toAll.push(listener);
  }

  /**
   * Resolves when the topic has got as far as `cursor`: a client may bring it from a server of the
   * cluster that the bus reached a moment earlier. One that stays unknown is from before a restart.
   */
  async reach(topic: string, cursor: number | undefined): Promise<void> {
    if (cursor === undefined || !this.bus.isShared || this.history(topic).last >= cursor) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(() => end(), DELAY);
      const leave = this.subscribe(topic, ({ message }) => {
        if (message.id >= cursor) end();
      });
      const end = () => {
        clearTimeout(timer);
        leave();
        done();
      };
    });
  }

  /** What the topic remembers; empty for a topic nobody wrote to. */
  history(topic: string): History {
    return this.histories.get(topic) ?? new History();
  }

  /** Checked, and called what such messages are called. */
  private byTheRules(draft: Draft): Draft {
    const thing = this.things.get(draft.topic);
    if (!thing) return draft;
    thing.check(draft.text);
    return { ...draft, type: thing.messageType };
  }

  /** The server's own topics always have room: no visitor can silence them. */
  private hasRoomFor(topic: string): boolean {
    if (this.histories.has(topic) || OWN_TOPICS.some((own) => own === topic)) return true;
    if (!isTopicName(topic)) return true;
    return this.histories.size < LIMITS.topics;
  }

  /** Forgets every topic's past: messages come another way now, and are counted anew. */
  forget(): void {
    this.histories.clear();
    for (const thing of this.things.values()) thing.forget();
  }

  private deliver(delivery: Delivery): void {
    const { topic } = delivery.message;
    const isKept = isTopicName(topic);
    if (isKept) this.remember(delivery);
    if (delivery.isPast) return;
    for (const listener of [...(this.listeners.get(topic) ?? [])]) listener(delivery);
    if (isKept) for (const listener of this.toAll) listener(delivery);
  }

  private remember({ message }: Delivery): void {
    const history = this.histories.get(message.topic) ?? new History();
    this.histories.set(message.topic, history);
    history.add(message);
    this.things.get(message.topic)?.take(message);
  }
}
