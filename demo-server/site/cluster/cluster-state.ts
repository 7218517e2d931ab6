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
export type ServerState = ClusterState['servers'][number];
export type Bus = ClusterState['bus'];

/** The cluster as it last told; `none` where this server stands alone. */
export const clusterState = signal<ClusterState | 'asking' | 'none'>('asking');

/** Whether the balancer answers. */
export const isReachable = signal(true);

/** What of an order is being done. */
export const isOrdering = signal(false);

/** Orders that were given; what stands on the page is the cluster's answer to the last of them. */
export const orders = signal(0);

export async function askCluster(): Promise<void> {
  const answer = await fetch('/api/cluster').catch(() => undefined);
  isReachable.value = answer !== undefined;
  // While the balancer is restarted nothing answers: what was known stays.
  if (!answer) return;
  const read = STATE.safeParse(await answer.json().catch(() => undefined));
  if (answer.ok && read.success) clusterState.value = read.data;
  else if (answer.status === 404) clusterState.value = 'none';
}

/** Changes the cluster: `{bus}`, `{sticky}`, `{redis}`, `{balancer}` or `{server}`. */
export async function order(change: object): Promise<void> {
  isOrdering.value = true;
  await report(fetch('/api/cluster', post('PUT', change)));
  await askCluster();
  orders.value += 1;
  isOrdering.value = false;
}
