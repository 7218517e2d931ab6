// A server in a process of its own, whose memory is weighed: says its port, and what it holds when asked.
import { startDemoServer } from '../server.ts';

/** Names the question that it answers. */
export type Report = { readonly port: number } | { readonly bytes: number };

const report = (message: Report) => process.send?.(message);

/** Bytes of objects and buffers that are still in use. */
function weigh(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const server = await startDemoServer({ site: 'no-site' });
process.on('message', () => report({ bytes: weigh() }));
process.on('disconnect', () => process.exit());
report({ port: server.port });
