import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer, serverCommand } from '../../../cli/servers.mjs';

/** A server that a test started on loopback, with its own folder, and must stop. */
export interface OwnProcess {
  /** Resolves once something answers at the port. */
  listening(port: number): Promise<void>;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
}

/** A server of an application protocol over WebSocket. */
export interface SocketServer {
  /** Where its WebSocket is. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Milliseconds that a server may take to start, on a machine that has other things to do. */
const PATIENCE = 50_000;

/**
 * Path of a server's program.
 *
 * @throws where it is not installed: a test that cannot be made must fail
 */
export function programOf(name: string): string {
  const path = findServer(name);
  if (path) return path;
  throw new Error(`${name} is not installed. To have it: ${serverCommand([name])}`);
}

/** Starts a program in the foreground, in a process group of its own. */
export function startProcess(
  program: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): OwnProcess {
  const child = spawn(program, parameters, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (piece: Buffer) => {
    said = `${said}${piece}`.slice(-2_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let isOver = false;
  const over = new Promise<void>((done) => {
    child.once('error', (error) => {
      keep(Buffer.from(error.message));
      done();
    });
    child.once('close', () => done());
  }).then(() => {
    isOver = true;
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined && !isOver) process.kill(-child.pid, name);
  };
  // Whatever ends the tests early must not leave a server behind.
  const abandon = () => signal('SIGKILL');
  process.once('exit', abandon);
  return {
    async listening(port) {
      const deadline = Date.now() + PATIENCE;
      while (!(await answers(port))) {
        if (isOver) throw new Error(`${program} ended before it listened:\n${said}`);
        if (Date.now() > deadline) throw new Error(`${program} does not listen:\n${said}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    async stop() {
      signal('SIGTERM');
      const patience = setTimeout(abandon, 10_000);
      await over;
      clearTimeout(patience);
      process.removeListener('exit', abandon);
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** So many ports of loopback that nobody uses now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((done) => {
        server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return found;
}

/** A folder of its own in the system's temporary one, with these files; `remove` takes it away. */
export function ownFolder(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), 'pushscope-server-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
