import { signal } from '@preact/signals';
import { z } from 'zod';
import { post, report } from '../model/server.ts';

const STATE = z.object({
  bus: z.enum(['memory', 'pubsub', 'streams']),
  isSticky: z.boolean(),
  redis: z.enum(['up', 'away', 'none']),
  servers: z.array(z.object({ id: z.string(), state: z.enum(['starting', 'up', 'down']) })),
});

export type ClusterState = z.infer<typeof STATE>;

/** The cluster as it last told; `none` where this server stands alone. */
export const clusterState = signal<ClusterState | 'asking' | 'none'>('asking');

/** What of an order is being done. */
export const isOrdering = signal(false);

export async function askCluster(): Promise<void> {
  const answer = await fetch('/api/cluster').catch(() => undefined);
  // While the balancer is restarted nothing answers: what was known stays.
  if (!answer) return;
  const read = STATE.safeParse(await answer.json().catch(() => undefined));
  clusterState.value = answer.ok && read.success ? read.data : 'none';
}

/** Changes the cluster: `{bus}`, `{sticky}`, `{redis}`, `{balancer}` or `{server}`. */
export async function order(change: object): Promise<void> {
  isOrdering.value = true;
  await report(fetch('/api/cluster', post('PUT', change)));
  await askCluster();
  isOrdering.value = false;
}
