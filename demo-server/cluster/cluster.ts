import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BusKind } from '../hub/bus.ts';
import { Refusal } from '../refusal.ts';
import { createBalancer } from './balancer.ts';
import { switchBus } from './bus-switch.ts';
import { clusterApi } from './cluster-api.ts';
import { type Answer, ask, askAll, type Question } from './for-all.ts';
import { Front } from './front.ts';
import { Member } from './member.ts';
import { INSTALL_REDIS, RedisServer } from './redis-server.ts';
import { Rotation, type Target } from './rotation.ts';

export interface ClusterOptions {
  /** Port of the load balancer; 0, the default, takes any free one. */
  readonly port?: number;
  /** Take the next free port when that one is in use. */
  readonly nextFreePort?: boolean;
  /** How many servers; 3 unless said. */
  readonly servers?: number;
  /** What carries messages at first; Streams where there is Redis, else memory. */
  readonly bus?: BusKind;
  /** A Redis that runs already; one of our own unless said. */
  readonly redisUrl?: string;
  /** Folder of the built site. */
  readonly site?: string;
}

export interface ClusterState {
  readonly bus: BusKind;
  readonly isSticky: boolean;
  /** `away`: it was stopped; `none`: it is not installed, and why. */
  readonly redis: 'up' | 'away' | 'none';
  readonly servers: readonly {
    readonly id: string;
    readonly state: Member['state'];
    readonly pid: number | undefined;
  }[];
}

/** Several demo servers behind a load balancer, joined by a bus. */
export class Cluster {
  readonly members: readonly Member[];
  private readonly secret = randomBytes(32).toString('hex');
  private readonly rotation = new Rotation();
  private readonly front: Front;
  private readonly watchers = new Set<() => void>();
  private busInUse: BusKind = 'memory';
  /** The last change of settings, with all that holds since. */
  private settings: Question | undefined;

  private constructor(
    private readonly options: ClusterOptions,
    private readonly redis: RedisServer | undefined,
    /** Why there is no Redis. */
    readonly withoutRedis: string | undefined,
  ) {
    const ids = Array.from({ length: options.servers ?? 3 }, (_, index) => `s${index + 1}`);
    this.members = ids.map((id) => new Member(id, () => this.follow()));
    this.front = new Front(createBalancer(this.rotation, clusterApi(this)));
  }

  /** @throws when a server does not come up, the port is taken, or there is no Redis for the bus */
  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    const found = options.redisUrl === undefined ? await ownRedis() : {};
    const cluster = new Cluster(options, found.redis, found.without);
    try {
      if (options.bus !== undefined && options.bus !== 'memory') cluster.requireRedis();
      cluster.busInUse = options.bus ?? (cluster.redisUrl === undefined ? 'memory' : 'streams');
      await cluster.front.listen(options.port ?? 0, options.nextFreePort === true);
      await Promise.all(cluster.members.map((member) => cluster.startMember(member)));
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  get url(): string {
    return this.front.url;
  }

  get state(): ClusterState {
    const own = this.redis?.isRunning ? 'up' : 'away';
    return {
      bus: this.busInUse,
      isSticky: this.rotation.isSticky,
      redis: this.redisUrl === undefined ? 'none' : this.redis ? own : 'up',
      servers: this.members.map(({ id, state, pid }) => ({ id, state, pid })),
    };
  }

  /** The servers that are up. */
  get targets(): readonly Target[] {
    return this.members.flatMap(({ target }) => target ?? []);
  }

  /** Calls `changed` when servers come or go. Returns the way to stop. */
  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  stick(isSticky: boolean): void {
    this.rotation.isSticky = isSticky;
  }

  /** Ties a client to a server where sessions are sticky, before it connects several times at once. */
  cookieFor(headers: IncomingHttpHeaders): string | undefined {
    const target = this.rotation.isSticky ? this.rotation.choose(headers) : undefined;
    return target && this.rotation.cookieFor(target, headers);
  }

  /**
   * Carries messages another way, on all servers that are up or on none of them.
   * @throws with the first server that could not
   */
  async use(bus: BusKind): Promise<void> {
    if (bus !== 'memory') this.requireRedis();
    await switchBus(this.members, bus, () => {
      this.busInUse = bus;
    });
  }

  /** Asks every server; what it answers to a change of settings holds for those that come later, too. */
  async askAll(question: Question): Promise<Answer> {
    const answer = await askAll(this.targets, question);
    if (!answer) throw new Refusal(503, 'No server of the cluster is up.', 'Start one of them.');
    const isChange = question.method === 'PUT' && answer.status === 200;
    if (isChange) this.settings = { ...question, body: answer.text };
    return answer;
  }

  async startMember(member: Member): Promise<void> {
    const { redisUrl, members, busInUse: bus, options } = this;
    const { secret } = this;
    const about = { servers: members.length, bus, secret, site: options.site ?? 'dist/site' };
    await member.start(redisUrl === undefined ? about : { ...about, redisUrl });
    if (member.target && this.settings) await ask(member.target, this.settings);
  }

  /** Stops the cluster's own Redis, or starts it again. */
  async switchRedis(isOn: boolean): Promise<void> {
    if (!this.redis) throw new Error('That Redis is not the cluster’s own: stop it yourself.');
    await (isOn ? this.redis.start() : this.redis.stop());
  }

  /** Cuts every connection through the balancer, which then listens again: as when it is restarted. */
  restartBalancer(): Promise<void> {
    return this.front.restart();
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
    await this.front.close();
    await this.redis?.remove();
  }

  private get redisUrl(): string | undefined {
    return this.options.redisUrl ?? this.redis?.url;
  }

  private requireRedis(): void {
    if (this.redisUrl === undefined) throw new Error(this.withoutRedis ?? INSTALL_REDIS);
    if (this.redis && !this.redis.isRunning)
      throw new Error('Redis is stopped. Start it first, or choose the memory bus.');
  }

  private follow(): void {
    this.rotation.set(this.targets);
    for (const changed of this.watchers) changed();
  }
}

async function ownRedis(): Promise<{ redis?: RedisServer; without?: string }> {
  try {
    return { redis: await RedisServer.start() };
  } catch (error) {
    return { without: error instanceof Error ? error.message : String(error) };
  }
}
