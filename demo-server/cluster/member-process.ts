// The process of one server of the cluster: does what it is told over its channel to the cluster.
import type { PreparedBus } from '../hub/switched-bus.ts';
import { type DemoServer, startDemoServer } from '../server.ts';
import type { NumberedOrder, NumberedReport, Order, Report } from './orders.ts';

let server: DemoServer | undefined;
let prepared: PreparedBus | undefined;
/** One order after the other, also when they come at once. */
let before: Promise<unknown> = Promise.resolve();

process.on('message', ({ number, ...order }: NumberedOrder) => {
  before = before.then(() =>
    obey(order).then(
      (report) => send({ number, ...report }),
      (error: unknown) => send({ number, report: 'failed', reason: reasonOf(error) }),
    ),
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
    case 'prepare':
      await prepared?.leave();
      prepared = undefined;
      prepared = await server?.prepareBus(order.bus);
      return { report: 'done' };
    case 'take':
      await prepared?.take();
      prepared = undefined;
      return { report: 'done' };
    case 'leave':
      await prepared?.leave();
      prepared = undefined;
      return { report: 'done' };
    case 'stop':
      await server?.close();
      process.exit(0);
  }
}

function send(report: NumberedReport): void {
  process.send?.(report);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
