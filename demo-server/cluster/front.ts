import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onFreePort } from '../listen.ts';
import type { Balancer } from './balancer.ts';

/** Until an address that somebody else has is tried again, in milliseconds. */
const AGAIN = 200;

/** The balancer at its address. */
export class Front {
  private isClosed = false;

  constructor(private readonly balancer: Balancer) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** @throws when the port is taken, and the next ones too where they would do */
  async listen(port: number, orNext: boolean): Promise<void> {
    const start = async (candidate: number) => {
      this.balancer.listen(candidate, '127.0.0.1');
      await once(this.balancer, 'listening');
    };
    await onFreePort(start, port, orNext);
  }

  /** Cuts every connection, and listens again at the same address: as when a balancer is restarted. */
  async restart(): Promise<void> {
    const { port } = this;
    await this.stop();
    while (!this.isClosed && !this.balancer.listening)
      await this.listen(port, false).catch(() => pause(AGAIN));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.stop();
  }

  private get port(): number {
    return (this.balancer.address() as AddressInfo).port;
  }

  private async stop(): Promise<void> {
    if (!this.balancer.listening) return;
    const closed = once(this.balancer, 'close');
    this.balancer.close();
    this.balancer.cut();
    await closed;
  }
}
