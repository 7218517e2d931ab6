import { isLoopback } from '../demo-server/listen.ts';
import { startDemoServer } from '../demo-server/server.ts';
import { buildSite } from './build.ts';
import { readBus } from './bus-environment.ts';
import { PORT, readCount } from './count-option.ts';
import { DEMO_PORT } from './demo-port.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { readOptions } from './options.ts';

const USAGE = `Serves the demo page and every kind of real-time traffic on 127.0.0.1.

  npm run demo [-- --port N] [--host ADDRESS]

With REDIS_URL=redis://127.0.0.1:6379 its messages go through that Redis (Streams), so that several
demo servers on the same Redis share them. BUS=memory, pubsub or streams chooses another way.`;

function readPlace() {
  const options = { port: { type: 'string' }, host: { type: 'string' } } as const;
  const { port: text, host = '127.0.0.1' } = readOptions({ options }, USAGE).values;
  const port = readCount(text, PORT);
  return { port: port ?? DEMO_PORT, nextFreePort: port === undefined, host };
}

const say = (text: string) => process.stderr.write(`pushscope: ${text}\n`);

await runCommand(async () => {
  const options = { ...readPlace(), ...readBus() };
  const interrupted = onInterrupt();
  await buildSite();
  const server = await startDemoServer(options).catch((error: Error) => {
    throw new Failure(error.message);
  });
  if (!isLoopback(options.host))
    say(`${options.host} is no loopback address: everybody on your network can use this server.`);
  say(`demo server on ${server.url}  (Ctrl-C stops it)`);
  await interrupted;
  await server.close();
  return 0;
});
