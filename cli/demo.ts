import { startDemoServer } from '../demo-server/server.ts';
import { buildSite } from './build.ts';
import { DEMO_PORT } from './demo-port.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';
import { readOptions } from './options.ts';

const USAGE = `Serves the demo page and every kind of real-time traffic on 127.0.0.1.

  npm run demo [-- --port N]`;

function readPort(): number | undefined {
  const { port: text } = readOptions({ options: { port: { type: 'string' } } }, USAGE).values;
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Failure(`"${text}" is no port. Choose a number from 0 to 65535.`);
}

await runCommand(async () => {
  const port = readPort();
  const interrupted = onInterrupt();
  await buildSite();
  const options = { port: port ?? DEMO_PORT, nextFreePort: port === undefined };
  const server = await startDemoServer(options).catch((error: Error) => {
    throw new Failure(error.message);
  });
  process.stderr.write(`pushscope: demo server on ${server.url}  (Ctrl-C stops it)\n`);
  await interrupted;
  await server.close();
  return 0;
});
