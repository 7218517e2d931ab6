import { parseArgs } from 'node:util';
import { startDemoServer } from '../demo-server/server.ts';
import { buildSite } from './build.ts';
import { DEMO_PORT } from './demo-port.ts';
import { Failure, runCommand } from './failure.ts';
import { onInterrupt } from './interrupt.ts';

function readPort(): number | undefined {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  if (values.port === undefined) return undefined;
  const port = Number(values.port);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Failure(`"${values.port}" is no port. Choose a number from 0 to 65535.`);
}

await runCommand(async () => {
  const port = readPort();
  const interrupted = onInterrupt();
  await buildSite();
  const server = await startDemoServer({
    port: port ?? DEMO_PORT,
    nextFreePort: port === undefined,
  });
  process.stderr.write(`pushscope: demo server on ${server.url}  (Ctrl-C stops it)\n`);
  await interrupted;
  await server.close();
  return 0;
});
