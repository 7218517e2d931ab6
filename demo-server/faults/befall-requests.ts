import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { connectionOf } from '../http/recording.ts';
import type { Laboratory } from '../laboratory.ts';
import { Refusal } from '../refusal.ts';
import type { Victim } from './desk.ts';
import type { RequestFault } from './fault.ts';

/** What is never struck: the switches themselves, and what says how the server is. */
const SPARED = /^\/(?:api\/(?:faults|ledger|cluster)|healthz|metrics)\b/;

/** Answers requests late or not as they wish, where such a fault is switched on. */
export function befallRequests(app: FastifyInstance, laboratory: Laboratory): void {
  app.addHook('preHandler', async (request, reply) => {
    const connection = connectionOf(request);
    if (laboratory.faults.isIdle || !connection || SPARED.test(request.url)) return;
    const victim = { id: connection.id, transport: connection.transport, path: request.url };
    const refusal = await befall(laboratory, victim, (kind, text) => connection.fault(kind, text));
    if (!refusal) return;
    if (refusal.hangsUp) {
      reply.hijack();
      request.raw.destroy();
      return;
    }
    if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter);
    throw refusal;
  });
}

/** A refusal that says when to come again. */
export class Fallen extends Refusal {
  constructor(
    status: number,
    readonly retryAfter: number | undefined,
    /** Nothing is said at all: the TCP connection ends. */
    readonly hangsUp = false,
  ) {
    super(status, 'This is a fault that was switched on.', 'DELETE /api/faults switches it off.');
  }
}

/** Waits, where the server is to be slow, and gives the refusal that strikes, if one does. */
export async function befall(
  { faults, closing }: Laboratory,
  victim: Victim,
  note: (kind: RequestFault['kind'], text: string) => void,
): Promise<Fallen | undefined> {
  const slow = faults.strike('slow-server', victim, Date.now());
  if (slow) {
    note('slow-server', `${slow.milliseconds} ms`);
    await wait(slow.milliseconds, undefined, { signal: closing }).catch(() => undefined);
  }
  if (faults.strike('hang-up', victim, Date.now())) {
    note('hang-up', '');
    return new Fallen(500, undefined, true);
  }
  const fault = faults.strike('status', victim, Date.now());
  if (!fault) return undefined;
  note('status', String(fault.status));
  return new Fallen(fault.status, fault.retryAfter);
}
