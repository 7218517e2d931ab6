import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BusKind } from '../hub/bus.ts';
import type { Order, Report, Start } from './orders.ts';
import type { Target } from './rotation.ts';

const SCRIPT = fileURLToPath(new URL('./member-process.ts', import.meta.url));
/** How long a server may take until it is up, or until it is gone, in milliseconds. */
const PATIENCE = { start: 20_000, stop: 3_000 };

export type MemberState = 'starting' | 'up' | 'down';

/** One server of the cluster: a process of its own. */
export class Member {
  private process: ChildProcess | undefined;
  private port: number | undefined;

  /** `changed` is called whenever its state is another. */
  constructor(
    readonly id: string,
    private readonly changed: () => void,
  ) {}

  get state(): MemberState {
    if (!this.process) return 'down';
    return this.port === undefined ? 'starting' : 'up';
  }

  get target(): Target | undefined {
    return this.port === undefined ? undefined : { id: this.id, port: this.port };
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** @throws when the server does not come up, with what it says of that */
  async start(options: Omit<Start, 'order' | 'id'>): Promise<void> {
    if (this.process) return;
    const process = fork(SCRIPT, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process = process;
    process.once('exit', () => this.gone(process));
    this.changed();
    this.tell({ order: 'start', id: this.id, ...options });
    const report = await answer(process);
    if (report.report === 'failed') {
      process.kill('SIGKILL');
      throw new Error(`Server ${this.id} did not start: ${report.reason}`);
    }
    if (report.report === 'up') this.port = report.port;
    this.changed();
  }

  async use(bus: BusKind): Promise<void> {
    if (!this.process) return;
    this.tell({ order: 'use', bus });
    const report = await answer(this.process);
    if (report.report === 'failed') throw new Error(`Server ${this.id}: ${report.reason}`);
  }

  /** Ends it as its protocols want it. */
  async stop(): Promise<void> {
    const { process } = this;
    if (!process) return;
    const exit = once(process, 'exit');
    const timer = setTimeout(() => process.kill('SIGKILL'), PATIENCE.stop);
    this.tell({ order: 'stop' });
    await exit;
    clearTimeout(timer);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const { process } = this;
    if (!process) return;
    const exit = once(process, 'exit');
    process.kill('SIGKILL');
    await exit;
  }

  private tell(order: Order): void {
    if (this.process?.connected) this.process.send(order);
  }

  private gone(process: ChildProcess): void {
    if (this.process !== process) return;
    this.process = undefined;
    this.port = undefined;
    this.changed();
  }
}

function answer(process: ChildProcess): Promise<Report> {
  return new Promise((done) => {
    const failed = (reason: string) => done({ report: 'failed', reason });
    const timer = setTimeout(() => failed('it took too long.'), PATIENCE.start);
    const ended = () => failed('its process ended.');
    process.once('exit', ended);
    process.once('message', (report) => {
      clearTimeout(timer);
      process.off('exit', ended);
      done(report as Report);
    });
  });
}
