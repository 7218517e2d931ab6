import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../../cli/places.ts';
import { INSTALL_REDIS } from '../../demo-server/cluster/redis-server.ts';

/** `npm run demo:cluster` as a person starts it. */
export interface ClusterProcess {
  /** Address of the load balancer. */
  readonly url: string;
  /** Ends it as Ctrl-C does; the code it ends with. */
  interrupt(): Promise<number | null>;
}

/** How long the start may take, in milliseconds: the site is built first. */
const PATIENCE = 60_000;

/** @throws with what to install where there is no Redis, and with what was printed where it does not start */
export async function startCluster(): Promise<ClusterProcess> {
  const child = spawn('npm', ['run', '--silent', 'demo:cluster', '--', '--port', '0'], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'exit');
  const end = () => process.kill(-(child.pid ?? 0), 'SIGINT');
  const printed = await readyText(child.stderr);
  const url = /load balancer on (http:\S+),/.exec(printed)?.[1];
  if (url === undefined || printed.includes('without Redis')) {
    if (child.exitCode === null) end();
    throw new Error(url ? INSTALL_REDIS : `The cluster did not start:\n${printed}`);
  }
  return {
    url,
    interrupt: async () => {
      end();
      const [code] = await exit;
      return code;
    },
  };
}

/** What it prints until it is ready, or gives up. */
function readyText(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((done) => {
    let text = '';
    const timer = setTimeout(() => done(text), PATIENCE);
    const over = () => {
      clearTimeout(timer);
      done(text);
    };
    stream.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('messages go over')) over();
    });
    stream.on('end', over);
  });
}
