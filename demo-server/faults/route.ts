import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Laboratory } from '../laboratory.ts';
import { Refusal } from '../refusal.ts';
import { deal } from './blows.ts';
import type { Blow } from './fault.ts';
import { FAULT, type Fault } from './fault.ts';
import { canStrike, REACH } from './reach.ts';

const BLOWS: ReadonlySet<string> = new Set<Blow['kind']>(['close', 'cut', 'bad-frame', 'restart']);

/**
 * `POST /api/faults {kind, …}` switches a fault on, or deals a blow at once; `GET` tells what is on
 * and how often it struck, and what each kind can strike (`reach`); `DELETE /api/faults` and `/api/faults/:id` switch off.
 */
export function faultRoutes(app: FastifyInstance, laboratory: Laboratory): void {
  const { faults } = laboratory;
  app.get('/api/faults', async () => ({ faults: faults.active(Date.now()), reach: REACH }));
  app.post('/api/faults', async (request, reply) => {
    const fault = read(request.body);
    reply.code(201);
    if (fault.kind === 'restart') reply.header('connection', 'close');
    return isBlow(fault) ? { struck: deal(fault, laboratory) } : faults.switchOn(fault, Date.now());
  });
  app.delete('/api/faults', async (_request, reply) => {
    faults.switchAllOff();
    return reply.code(204).send();
  });
  app.delete<{ Params: { id: string } }>('/api/faults/:id', async ({ params }, reply) => {
    if (!faults.switchOff(Number(params.id)))
      throw new Refusal(404, `There is no fault ${params.id}.`, 'GET /api/faults lists them.');
    return reply.code(204).send();
  });
}

function read(body: unknown): Fault {
  const { success, data, error } = FAULT.safeParse(body);
  if (!success)
    throw new Refusal(400, z.prettifyError(error), 'Correct the fault; docs: demo-server/faults.');
  const transport = 'for' in data ? data.for.transport : undefined;
  if (transport === undefined || canStrike(data.kind, transport)) return data;
  throw new Refusal(
    400,
    `${data.kind} cannot strike ${transport}.`,
    `It strikes: ${REACH[data.kind].join(', ')}.`,
  );
}

function isBlow(fault: Fault): fault is Blow {
  return BLOWS.has(fault.kind);
}
