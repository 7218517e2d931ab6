import type { TopicMessage } from '../wire/topic/message.ts';
import type { Bus, BusKind, Delivery, Draft } from './bus.ts';
import { MemoryBus } from './memory-bus.ts';
import { PubSubBus } from './redis/pub-sub-bus.ts';
import { StreamsBus } from './redis/streams-bus.ts';

/** A bus that is open and carries nothing yet. */
export interface PreparedBus {
  /** Carries messages this way from now on. What the old way remembered counts no more. */
  take(): Promise<void>;
  /** Lets go of it: nothing has changed. */
  leave(): Promise<void>;
}

/** The bus in use, which can be another one from one moment to the next. */
export class SwitchedBus implements Bus {
  private readonly listeners = new Set<(delivery: Delivery) => void>();
  private readonly onSwitched = new Set<() => void>();
  private followed: Bus | undefined;

  private constructor(
    private readonly redisUrl: string | undefined,
    private inUse: BusKind,
    private bus: Bus,
  ) {}

  /** @throws when the bus needs Redis and that does not answer */
  static async open(kind: BusKind, redisUrl?: string): Promise<SwitchedBus> {
    return new SwitchedBus(redisUrl, kind, await openBus(kind, redisUrl));
  }

  get kind(): BusKind {
    return this.inUse;
  }

  get isShared(): boolean {
    return this.bus.isShared;
  }

  /** Whether the buses that need Redis can be had. */
  get hasRedis(): boolean {
    return this.redisUrl !== undefined;
  }

  /**
   * Opens another bus, which carries nothing yet.
   * @throws when it needs Redis and that does not answer; everything is then as it was
   */
  async prepare(kind: BusKind): Promise<PreparedBus> {
    if (kind === this.inUse) return { take: async () => undefined, leave: async () => undefined };
    const next = await openBus(kind, this.redisUrl);
    return { take: () => this.take(kind, next), leave: () => next.close() };
  }

  publish(draft: Draft): Promise<TopicMessage> {
    return this.bus.publish(draft);
  }

  listen(listener: (delivery: Delivery) => void): () => void {
    this.listeners.add(listener);
    if (this.followed !== this.bus) this.follow(this.bus);
    return () => this.listeners.delete(listener);
  }

  /** What a restart loses: all that the memory bus knew, and this process's memory of the others. */
  forget(): void {
    for (const forget of this.onSwitched) forget();
    if (this.inUse !== 'memory') return;
    const before = this.bus;
    this.bus = new MemoryBus();
    this.follow(this.bus);
    void before.close();
  }

  /** Calls `forget` when another bus takes over, before anything comes over it. */
  switched(forget: () => void): void {
    this.onSwitched.add(forget);
  }

  close(): Promise<void> {
    return this.bus.close();
  }

  private async take(kind: BusKind, next: Bus): Promise<void> {
    const before = this.bus;
    this.bus = next;
    this.inUse = kind;
    for (const forget of this.onSwitched) forget();
    this.follow(next);
    await before.close();
  }

  private follow(bus: Bus): void {
    this.followed = bus;
    bus.listen((delivery) => this.hear(bus, delivery));
  }

  private hear(from: Bus, delivery: Delivery): void {
    if (from !== this.bus) return;
    for (const listener of this.listeners) listener(delivery);
  }
}

async function openBus(kind: BusKind, redisUrl: string | undefined): Promise<Bus> {
  if (kind === 'memory') return new MemoryBus();
  if (redisUrl === undefined) throw new Error(`The bus "${kind}" needs REDIS_URL.`);
  return kind === 'pubsub' ? PubSubBus.open(redisUrl) : StreamsBus.open(redisUrl);
}
