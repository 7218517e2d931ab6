import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BusKind } from '../hub/bus.ts';
import type { NumberedOrder, NumberedReport, Order, Report, Start } from './orders.ts';
import type { Target } from './rotation.ts';

const SCRIPT = fileURLToPath(new URL('./member-process.ts', import.meta.url));
/** How long a server may take until it is up, has done what it was told, or is gone (milliseconds). */
const PATIENCE = { start: 20_000, order: 5_000, stop: 3_000 };

export type MemberState = 'starting' | 'up' | 'down';

/** One server of the cluster: a process of its own. */
export class Member {
  private process: ChildProcess | undefined;
  private port: number | undefined;
  private orders = 0;
  /** When its process last ended, epoch milliseconds, until that is forgotten. */
  private end: number | undefined;

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

  get endedAt(): number | undefined {
    return this.end;
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
    const start: Start = { order: 'start', id: this.id, ...options };
    const report = await this.answer(process, start, PATIENCE.start);
    if (report.report === 'failed') {
      process.kill('SIGKILL');
      throw new Error(`Server ${this.id} did not start: ${report.reason}`);
    }
    if (report.report === 'up') this.port = report.port;
    this.changed();
  }

  /** @throws when this server cannot have that bus; it then goes on as it was */
  prepare(bus: BusKind): Promise<void> {
    return this.command({ order: 'prepare', bus });
  }

  /** Takes the bus that was prepared, or leaves it alone. */
  conclude(order: 'take' | 'leave'): Promise<void> {
    return this.command({ order });
  }

  /** Ends it as its protocols want it. */
  async stop(): Promise<void> {
    const { process } = this;
    if (!process) return;
    const exit = once(process, 'exit');
    const timer = setTimeout(() => process.kill('SIGKILL'), PATIENCE.stop);
    this.tell(process, { order: 'stop' });
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

  /** Nothing of what it knew is missed any more. */
  forgetEnd(): void {
    this.end = undefined;
  }

  private async command(order: Order): Promise<void> {
    if (!this.process) return;
    const report = await this.answer(this.process, order, PATIENCE.order);
    if (report.report === 'failed') throw new Error(`Server ${this.id}: ${report.reason}`);
  }

  private tell(process: ChildProcess, order: Order): number {
    this.orders += 1;
    const numbered: NumberedOrder = { ...order, number: this.orders };
    if (process.connected) process.send(numbered);
    return this.orders;
  }

  /** What the process says to this very order: what it says late to another is none of it. */
  private answer(process: ChildProcess, order: Order, patience: number): Promise<Report> {
    const number = this.tell(process, order);
    return new Promise((done) => {
      const over = (report: Report) => {
        clearTimeout(timer);
        process.off('exit', ended).off('message', hear);
        done(report);
      };
      const ended = () => over({ report: 'failed', reason: 'its process ended.' });
      const late = () => over({ report: 'failed', reason: 'it took too long.' });
      const hear = (report: NumberedReport) => {
        if (report.number === number) over(report);
      };
      const timer = setTimeout(late, patience);
      process.once('exit', ended).on('message', hear);
    });
  }

  private gone(process: ChildProcess): void {
    if (this.process !== process) return;
    this.process = undefined;
    this.port = undefined;
    this.end = Date.now();
    this.changed();
  }
}
