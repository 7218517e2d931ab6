import { startDemoServer } from '../demo-server/server.ts';
import { buildSite } from './build.ts';
import { readBus } from './bus-environment.ts';
import { PORT, readCount } from './count-option.ts';
import { DEMO_PORT } from './demo-port.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { readOptions } from './options.ts';

const USAGE = `Serves the demo page and every kind of real-time traffic on 127.0.0.1.

  npm run demo [-- --port N]

With REDIS_URL=redis://127.0.0.1:6379 its messages go through that Redis (Streams), so that several
demo servers on the same Redis share them. BUS=memory, pubsub or streams chooses another way.`;

function readPort(): number | undefined {
  const { port } = readOptions({ options: { port: { type: 'string' } } }, USAGE).values;
  return readCount(port, PORT);
}

await runCommand(async () => {
  const port = readPort();
  const interrupted = onInterrupt();
  await buildSite();
  const options = { port: port ?? DEMO_PORT, nextFreePort: port === undefined, ...readBus() };
  const server = await startDemoServer(options).catch((error: Error) => {
    throw new Failure(error.message);
  });
  process.stderr.write(`pushscope: demo server on ${server.url}  (Ctrl-C stops it)\n`);
  await interrupted;
  await server.close();
  return 0;
});
