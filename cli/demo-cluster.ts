import { Cluster, type ClusterOptions } from '../demo-server/cluster/cluster.ts';
import { buildSite } from './build.ts';
import { readBus } from './bus-environment.ts';
import { PORT, readCount } from './count-option.ts';
import { DEMO_PORT } from './demo-port.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { readOptions } from './options.ts';

const USAGE = `Several demo servers behind a load balancer on 127.0.0.1, joined by Redis.

  npm run demo:cluster [-- --port N] [--servers N]

Redis is started for it where redis-server is installed; REDIS_URL names one that runs already.
BUS=memory, pubsub or streams chooses what carries messages at first; the page can change it.`;

const SERVERS = { what: 'number of servers', from: 1, to: 16 } as const;

function readClusterOptions(): ClusterOptions {
  const options = { port: { type: 'string' }, servers: { type: 'string' } } as const;
  const { port, servers } = readOptions({ options }, USAGE).values;
  return {
    port: readCount(port, PORT) ?? DEMO_PORT,
    nextFreePort: port === undefined,
    servers: readCount(servers, SERVERS) ?? 3,
    ...readBus(process.env, 'own Redis'),
  };
}

const say = (text: string) => process.stderr.write(`pushscope: ${text}\n`);

await runCommand(async () => {
  const options = readClusterOptions();
  const interrupted = onInterrupt();
  await buildSite();
  const cluster = await Cluster.start(options).catch((error: Error) => {
    throw new Failure(error.message);
  });
  const { servers, bus, redis } = cluster.state;
  say(`load balancer on ${cluster.url}, before ${servers.map(({ id }) => id).join(', ')}`);
  if (redis === 'none') say(`without Redis: ${cluster.withoutRedis}`);
  say(`messages go over the bus "${bus}"  (Ctrl-C stops everything)`);
  await interrupted;
  await cluster.close();
  return 0;
});
