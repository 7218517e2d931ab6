import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** How long Redis may take until it answers, in milliseconds. */
const START = 10_000;

const READY = /Ready to accept connections/;

/** What a person is told where Redis is not installed. */
export const INSTALL_REDIS =
  'redis-server is not installed. Debian and Ubuntu: apt-get install redis-server; macOS: brew install redis.';

/** A redis-server of our own on loopback. It writes every change to disk before it answers. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  /** @throws with {@link INSTALL_REDIS} where there is none */
  static async start(): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'pushscope-redis-'));
    const server = new RedisServer(await freePort(), folder);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  /** Starts it, or starts it again with what it had. */
  async start(): Promise<void> {
    if (this.process) return;
    const process = spawn('redis-server', this.options(), { stdio: ['ignore', 'pipe', 'ignore'] });
    const failed = once(process, 'error').then(() => {
      throw new Error(INSTALL_REDIS);
    });
    this.process = process;
    process.once('exit', () => {
      if (this.process === process) this.process = undefined;
    });
    await Promise.race([failed, ready(process)]);
  }

  /** Ends it, as a machine ends that is switched off. */
  async stop(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null) return;
    const exit = once(process, 'exit');
    process.kill('SIGKILL');
    await exit;
  }

  /** Ends it and deletes what it kept. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private options(): readonly string[] {
    const persistence = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
    return ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, ...persistence];
  }
}

function ready(process: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('redis-server did not start in time.')), START);
    process.once('exit', (code) => fail(new Error(`redis-server ended at once (code ${code}).`)));
    let output = '';
    process.stdout?.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-4096);
      if (!READY.test(output)) return;
      clearTimeout(timer);
      done();
    });
  });
}
