import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Laboratory } from '../laboratory.ts';
import type { TransportTally } from '../ledger/tally.ts';

/** What a running server can be watched by, in Prometheus' terms: counted anew for each scrape. */
export function metricsOf({ ledger, bus, id }: Laboratory): Registry {
  const registry = new Registry();
  if (id !== undefined) registry.setDefaultLabels({ server: id });
  collectDefaultMetrics({ register: registry });
  const perTransport = (set: (transport: string, tally: Readonly<TransportTally>) => void) => {
    for (const [transport, tally] of ledger.tally.all) set(transport, tally);
  };
  new Gauge({
    name: 'pushscope_connections',
    help: 'Connections that are open.',
    labelNames: ['transport'],
    registers: [registry],
    collect() {
      perTransport((transport, { open }) => this.set({ transport }, open));
    },
  });
  for (const what of ['messages', 'bytes'] as const) {
    new Counter({
      name: `pushscope_${what}_total`,
      help: `${what === 'bytes' ? 'Payload bytes' : 'Messages'}; directions are seen from the page.`,
      labelNames: ['transport', 'direction'],
      registers: [registry],
      collect() {
        this.reset();
        perTransport((transport, tally) => {
          for (const direction of ['sent', 'received'] as const)
            this.inc({ transport, direction }, tally[what][direction]);
        });
      },
    });
  }
  new Gauge({
    name: 'pushscope_bus',
    help: '1 for what carries messages between servers.',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      this.set({ kind: bus.kind }, 1);
    },
  });
  return registry;
}
