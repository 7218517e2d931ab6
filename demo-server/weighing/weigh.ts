import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openIdle, WEIGHED, type Weighed } from './idle-connections.ts';

const SCRIPT = fileURLToPath(new URL('./weighed-process.ts', import.meta.url));
/** How long a server may take to start, and to say what it holds (milliseconds). */
const PATIENCE = 30_000;
/** How long connections settle before they are weighed (milliseconds). */
const SETTLING = 400;

/** Bytes that a server holds for one idle connection. */
export type Weights = Readonly<Record<Weighed, number>>;

/**
 * Weighs idle connections of each way, so many of each, in a server of its own: what its heap and its
 * buffers hold more with them than without. The kernel's buffers are not in it.
 * @throws when the server does not start or answer
 */
export async function weighConnections(connections: number): Promise<Weights> {
  const server = fork(SCRIPT, {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const port = await numberFrom(server, 'port');
    // What the first connections make the server load for good is not theirs.
    for (const way of WEIGHED) await weighed(server, port, way, 10);
    const weights: Partial<Record<Weighed, number>> = {};
    for (const way of WEIGHED) weights[way] = await weighed(server, port, way, connections);
    const { polling = 0, sse = 0, websocket = 0, 'long-polling': held = 0 } = weights;
    return { polling, sse, websocket, 'long-polling': held };
  } finally {
    server.kill('SIGKILL');
  }
}

async function weighed(
  server: ChildProcess,
  port: number,
  way: Weighed,
  count: number,
): Promise<number> {
  const before = await weightOf(server, port);
  const end = await openIdle(way, count, port);
  const during = await weightOf(server, port);
  end();
  return Math.max(0, Math.round((during - before) / count));
}

/** What the server holds now, its ledger left out. */
async function weightOf(server: ChildProcess, port: number): Promise<number> {
  await wait(SETTLING);
  await fetch(`http://127.0.0.1:${port}/api/ledger`, { method: 'DELETE' });
  const answer = numberFrom(server, 'bytes');
  server.send('weigh');
  return answer;
}

/** The number that the process says next under a name. */
async function numberFrom(server: ChildProcess, name: 'port' | 'bytes'): Promise<number> {
  const patience = AbortSignal.timeout(PATIENCE);
  const [report]: unknown[] = await once(server, 'message', { signal: patience });
  const value =
    typeof report === 'object' && report !== null ? Reflect.get(report, name) : undefined;
  if (typeof value === 'number') return value;
  throw new Error(`The server that was to be weighed said no ${name}.`);
}
