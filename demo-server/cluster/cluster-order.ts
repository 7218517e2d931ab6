import { z } from 'zod';
import { BUS_KINDS } from '../hub/bus.ts';
import { Refusal } from '../refusal.ts';
import type { Cluster } from './cluster.ts';

/** One order: what it names is done, what it leaves out stays. */
export const ORDER = z.strictObject({
  bus: z.enum(BUS_KINDS).optional(),
  sticky: z.boolean().optional(),
  redis: z.enum(['start', 'stop']).optional(),
  balancer: z.literal('restart').optional(),
  server: z.strictObject({ id: z.string(), do: z.enum(['start', 'stop', 'kill']) }).optional(),
});
export type ClusterOrder = z.infer<typeof ORDER>;

/** How long the answer to an order has to leave before the balancer is restarted, in milliseconds. */
const LEAVE = 50;

/** Carries out orders, one after the other: servers answer in the order in which they are asked. */
export function orderly(cluster: Cluster): (order: ClusterOrder) => Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  return (order) => {
    const done = before.then(() => obey(cluster, order));
    before = done.catch(() => undefined);
    return done;
  };
}

async function obey(cluster: Cluster, order: ClusterOrder): Promise<void> {
  if (order.sticky !== undefined) cluster.stick(order.sticky);
  if (order.redis !== undefined) await cluster.switchRedis(order.redis === 'start');
  if (order.bus !== undefined) await cluster.use(order.bus);
  if (order.server !== undefined) await obeyFor(cluster, order.server);
  // The answer goes through the balancer itself, so it goes first.
  if (order.balancer === 'restart') setTimeout(() => void cluster.restartBalancer(), LEAVE);
}

async function obeyFor(
  cluster: Cluster,
  order: NonNullable<ClusterOrder['server']>,
): Promise<void> {
  const member = cluster.members.find(({ id }) => id === order.id);
  const ids = cluster.members.map(({ id }) => id).join(', ');
  if (!member) throw new Refusal(404, `There is no server ${order.id}.`, `There are: ${ids}.`);
  if (order.do === 'start') await cluster.startMember(member);
  else await member[order.do]();
}
