import type { IncomingHttpHeaders } from 'node:http';

/** A server of the cluster as the balancer sees it. */
export interface Target {
  readonly id: string;
  readonly port: number;
}

const COOKIE = 'pushscope-server';

/**
 * Chooses the server for a request: each in its turn, or with sticky sessions the client's own. A
 * request that names a server in X-Server-Id gets that one.
 */
export class Rotation {
  isSticky = false;
  private next = 0;
  private targets: readonly Target[] = [];

  /** The servers that are up. */
  set(targets: readonly Target[]): void {
    this.targets = targets;
  }

  /** Undefined where no server is up, or not the one that is named. */
  choose(headers: IncomingHttpHeaders): Target | undefined {
    const wanted = headers['x-server-id'];
    if (wanted !== undefined) return this.named(String(wanted));
    const own = this.isSticky ? this.named(nameIn(headers.cookie)) : undefined;
    if (own) return own;
    const target = this.targets[this.next % Math.max(1, this.targets.length)];
    this.next += 1;
    return target;
  }

  /** What the client is to be told, so that it comes back to the same server. */
  cookieFor(target: Target, { cookie, ...headers }: IncomingHttpHeaders): string | undefined {
    const isOnce = headers['x-server-id'] !== undefined;
    if (!this.isSticky || isOnce || nameIn(cookie) === target.id) return undefined;
    return `${COOKIE}=${target.id}; Path=/; HttpOnly; SameSite=Strict`;
  }

  private named(id: string | undefined): Target | undefined {
    return this.targets.find((target) => target.id === id);
  }
}

function nameIn(cookies: string | undefined): string | undefined {
  return /(?:^|;\s*)pushscope-server=([\w-]+)/.exec(cookies ?? '')?.[1];
}
