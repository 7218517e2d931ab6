import { Cluster } from '../demo-server/cluster/cluster.ts';
import { median } from '../extension/insight/patterns/statistics.ts';
import { Helper } from './demo/process.ts';

const IDLE = 10_000;
const SUBSCRIBERS = 1_000;
/** Messages published to all subscribers in one measurement, and in how many rounds. */
const MESSAGES = 300;
const ROUNDS = 3;
/** Deliveries in a second that a server is to hold for some seconds. */
const PACE = 50_000;

const NEWS = JSON.stringify({
  kind: 'publish',
  topic: 'chat',
  from: 'bench',
  text: 'x'.repeat(40),
});

interface Result {
  readonly heard: number;
  readonly milliseconds: number;
}

const say = (line: string) => process.stdout.write(`  ${line}\n`);
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

/**
 * What one demo server holds and delivers, beside a bare broadcast of the library it is made with:
 * idle connections, the fan-out to many subscribers, and the same through three servers on Redis.
 */
export async function benchDemo(): Promise<void> {
  process.stdout.write('\ndemo: one server process, its clients in others\n');
  await holdIdle();
  await compareFanOut();
  await fanOutCluster();
}

async function holdIdle(): Promise<void> {
  const [server, { port }] = await Helper.start<{ port: number }>('target.ts', 'demo');
  const before = await server.ask<{ memory: number }>({});
  const [idlers, { open }] = await Helper.start<{ open: number }>(
    'idlers.ts',
    `${port}`,
    `${IDLE}`,
  );
  const after = await server.ask<{ memory: number }>({});
  const body = JSON.stringify({ from: 'bench', text: 'idle-news' });
  const headers = { 'content-type': 'application/json' };
  const start = performance.now();
  await fetch(`http://127.0.0.1:${port}/api/topics/chat/messages`, {
    method: 'POST',
    headers,
    body,
  });
  let told = 0;
  while (told < IDLE && performance.now() - start < 20_000)
    told = (await idlers.ask<{ told: number }>({})).told;
  const milliseconds = (performance.now() - start).toFixed(0);
  say(`${open} of ${IDLE} idle connections held: SSE, WebSocket and long polls, a third each`);
  const each = ((after.memory - before.memory) / IDLE / 1024).toFixed(1);
  say(
    `  memory ${megabytes(before.memory)} without, ${megabytes(after.memory)} with them: ${each} kB each`,
  );
  say(`  one message reached ${told} of them in ${milliseconds} ms`);
  await idlers.end();
  await server.end();
}

async function compareFanOut(): Promise<void> {
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await fanOut('bare');
    const demo = await fanOut('demo');
    ratios.push(demo / bare);
    rates.push(demo);
  }
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  say(
    `${median(rates).toFixed(0)} deliveries/s to ${SUBSCRIBERS} WebSocket subscribers at full speed`,
  );
  say(`  ratio to a bare ws broadcast ${median(ratios).toFixed(2)} (${each})`);
  const [server, { port }] = await Helper.start<{ port: number }>('target.ts', 'demo');
  await pace(`ws://127.0.0.1:${port}/ws?topic=chat`, 'one server');
  say(`  memory ${megabytes((await server.ask<{ memory: number }>({})).memory)}`);
  await server.end();
}

/** Deliveries in a second, as fast as the subscribers take them. */
async function fanOut(kind: 'bare' | 'demo'): Promise<number> {
  const [server, { port }] = await Helper.start<{ port: number }>('target.ts', kind);
  const url = `ws://127.0.0.1:${port}/ws?topic=chat`;
  const [subscribers] = await Helper.start('subscribers.ts', url, `${SUBSCRIBERS}`);
  const order = { publish: MESSAGES, rate: 0, text: NEWS };
  // The first run warms both up.
  await subscribers.ask<Result>(order);
  const { heard, milliseconds } = await subscribers.ask<Result>(order);
  if (heard !== MESSAGES * SUBSCRIBERS) say(`  ${kind}: only ${heard} deliveries came`);
  await subscribers.end();
  await server.end();
  return (heard / milliseconds) * 1000;
}

/** Publishes so that PACE deliveries are made in a second, for five seconds. */
async function pace(url: string, what: string): Promise<void> {
  const [subscribers] = await Helper.start('subscribers.ts', url, `${SUBSCRIBERS}`);
  const rate = PACE / SUBSCRIBERS;
  const { heard, milliseconds } = await subscribers.ask<Result>({
    publish: rate * 5,
    rate,
    text: NEWS,
  });
  const wanted = rate * 5 * SUBSCRIBERS;
  const perSecond = ((heard / milliseconds) * 1000).toFixed(0);
  say(
    `${what} at ${PACE} deliveries/s for 5 s: ${heard} of ${wanted} came, ${perSecond}/s to the last`,
  );
  await subscribers.end();
}

async function fanOutCluster(): Promise<void> {
  const cluster = await Cluster.start({ servers: 3, bus: 'pubsub', site: 'no-site' });
  try {
    await fetch(`${cluster.url}/api/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"rate":0}',
    });
    await pace(`${cluster.url.replace('http', 'ws')}/ws?topic=chat`, 'three servers on Redis');
  } finally {
    await cluster.close();
  }
}
