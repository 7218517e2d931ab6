// The process of one server of the cluster: does what it is told over its channel to the cluster.
import { type DemoServer, startDemoServer } from '../server.ts';
import type { Order, Report } from './orders.ts';

let server: DemoServer | undefined;

process.on('message', (order: Order) => {
  obey(order).then(report, (error: unknown) =>
    report({ report: 'failed', reason: reasonOf(error) }),
  );
});
// The cluster is gone: nobody can reach this server any more.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the cluster says when to stop.
process.on('SIGINT', () => undefined);

async function obey(order: Order): Promise<Report> {
  switch (order.order) {
    case 'start': {
      const { order: _, ...options } = order;
      server = await startDemoServer(options);
      return { report: 'up', port: server.port };
    }
    case 'use':
      await server?.useBus(order.bus);
      return { report: 'done' };
    case 'stop':
      await server?.close();
      process.exit(0);
  }
}

function report(news: Report): void {
  process.send?.(news);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
