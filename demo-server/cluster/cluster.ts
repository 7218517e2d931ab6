import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BusKind } from '../hub/bus.ts';
import { onFreePort } from '../listen.ts';
import { type Balancer, createBalancer } from './balancer.ts';
import { clusterApi } from './cluster-api.ts';
import { Member } from './member.ts';
import { INSTALL_REDIS, RedisServer } from './redis-server.ts';
import { Rotation } from './rotation.ts';

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
  private readonly balancer: Balancer;
  private busInUse: BusKind = 'memory';

  private constructor(
    private readonly options: ClusterOptions,
    private readonly redis: RedisServer | undefined,
    /** Why there is no Redis. */
    readonly withoutRedis: string | undefined,
  ) {
    const ids = Array.from({ length: options.servers ?? 3 }, (_, index) => `s${index + 1}`);
    this.members = ids.map((id) => new Member(id, () => this.follow()));
    this.balancer = createBalancer(this.rotation, clusterApi(this));
  }

  /** @throws when a server does not come up, or the port is taken */
  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    const found = options.redisUrl === undefined ? await ownRedis() : {};
    const cluster = new Cluster(options, found.redis, found.without);
    try {
      cluster.busInUse = options.bus ?? (cluster.redisUrl === undefined ? 'memory' : 'streams');
      await cluster.listen();
      await Promise.all(cluster.members.map((member) => cluster.startMember(member)));
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${(this.balancer.address() as AddressInfo).port}`;
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
    const all = await Promise.allSettled(this.members.map((member) => member.prepare(bus)));
    const failed = all.find((one) => one.status === 'rejected');
    if (!failed) this.busInUse = bus;
    // A server that ends now takes it when it is started again; one that hangs, as soon as it goes on.
    const concluded = this.members.map((member) =>
      member.conclude(failed ? 'leave' : 'take').catch(() => undefined),
    );
    await Promise.all(concluded.filter((_, index) => all[index]?.status === 'fulfilled'));
    if (failed) throw failed.reason;
  }

  async startMember(member: Member): Promise<void> {
    const { redisUrl, members, busInUse: bus, options } = this;
    const { secret } = this;
    const about = { servers: members.length, bus, secret, site: options.site ?? 'dist/site' };
    await member.start(redisUrl === undefined ? about : { ...about, redisUrl });
  }

  /** Stops the cluster's own Redis, or starts it again. */
  async switchRedis(isOn: boolean): Promise<void> {
    if (!this.redis) throw new Error('That Redis is not the cluster’s own: stop it yourself.');
    await (isOn ? this.redis.start() : this.redis.stop());
  }

  /** Cuts every connection through the balancer, which then listens again: as when it is restarted. */
  async restartBalancer(): Promise<void> {
    const { port } = this.balancer.address() as AddressInfo;
    await this.closeBalancer();
    await this.listen(port);
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
    await this.closeBalancer();
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
    this.rotation.set(this.members.flatMap(({ target }) => target ?? []));
  }

  private listen(port = this.options.port ?? 0): Promise<void> {
    const start = async (candidate: number) => {
      this.balancer.listen(candidate, '127.0.0.1');
      await once(this.balancer, 'listening');
    };
    return onFreePort(start, port, this.options.nextFreePort === true);
  }

  private async closeBalancer(): Promise<void> {
    if (!this.balancer.listening) return;
    const closed = once(this.balancer, 'close');
    this.balancer.close();
    this.balancer.cut();
    await closed;
  }
}

async function ownRedis(): Promise<{ redis?: RedisServer; without?: string }> {
  try {
    return { redis: await RedisServer.start() };
  } catch (error) {
    return { without: error instanceof Error ? error.message : String(error) };
  }
}
