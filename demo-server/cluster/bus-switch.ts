import type { BusKind } from '../hub/bus.ts';
import type { Member } from './member.ts';

/**
 * Carries messages another way, on all servers that are up or on none of them. Resolves once they all
 * do; `decided` is called before the first of them does.
 * @throws with the first server that could not
 */
export async function switchBus(
  members: readonly Member[],
  bus: BusKind,
  decided: () => void,
): Promise<void> {
  const all = await Promise.allSettled(members.map((member) => member.prepare(bus)));
  const failed = all.find((one) => one.status === 'rejected');
  if (!failed) decided();
  // A server that ends now takes it when it is started again; one that hangs, as soon as it goes on.
  const concluded = members.map((member) =>
    member.conclude(failed ? 'leave' : 'take').catch(() => undefined),
  );
  await Promise.all(concluded.filter((_, index) => all[index]?.status === 'fulfilled'));
  if (failed) throw failed.reason;
}
