import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { LIMITS } from '../limits.ts';
import { named } from './ledger-source.ts';
import type { Target } from './rotation.ts';

/** The servers that are up, now and whenever that changes. */
export interface Servers {
  readonly targets: readonly Target[];
  /** Returns the way to stop watching. */
  watch(changed: () => void): () => void;
}

/**
 * Goes on with each entry of every server as it is written, also of servers that come later. Once the
 * answer has begun, nothing is missed of those that are up. A reader that is too slow is cut off.
 */
export async function followLedgers(servers: Servers, response: ServerResponse): Promise<void> {
  const leaving = new AbortController();
  const followed = new Set<number>();
  const follow = () => {
    const news = servers.targets.filter(({ port }) => !followed.has(port));
    for (const { port } of news) followed.add(port);
    return Promise.all(news.map((target) => hand(target, response, leaving.signal)));
  };
  const unwatch = servers.watch(() => void follow());
  response.once('close', () => {
    unwatch();
    leaving.abort();
  });
  await follow();
  const type = 'application/x-ndjson';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  response.flushHeaders();
}

/** Resolves once this server's entries are handed on, or where it does not answer. */
async function hand({ id, port }: Target, response: ServerResponse, signal: AbortSignal) {
  // Not by fetch: it gives up what is silent for some minutes.
  const asking = get({ host: '127.0.0.1', port, path: '/api/ledger/live', signal });
  asking.on('error', () => undefined);
  const [answer] = (await once(asking, 'response').catch(() => [])) as [IncomingMessage?];
  if (!answer) return;
  const lines = createInterface({ input: answer });
  // A server that is killed ends in the middle of its answer: there is no more of it.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    response.write(named(line, id));
    if (response.writableLength > LIMITS.backlog) response.destroy();
  });
}
