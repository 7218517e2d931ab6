import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BUS_KINDS } from '../hub/bus.ts';
import { Refusal } from '../refusal.ts';
import type { OwnAnswer } from './balancer.ts';
import type { Cluster } from './cluster.ts';
import { clearLedgers, clusterLedger } from './cluster-ledger.ts';
import type { Member } from './member.ts';

/** Bytes of an order's body. */
const LONGEST = 4096;

/** One order: what it names is done, what it leaves out stays. */
const ORDER = z.strictObject({
  bus: z.enum(BUS_KINDS).optional(),
  sticky: z.boolean().optional(),
  redis: z.enum(['start', 'stop']).optional(),
  balancer: z.literal('restart').optional(),
  server: z.strictObject({ id: z.string(), do: z.enum(['start', 'stop', 'kill']) }).optional(),
});
type ClusterOrder = z.infer<typeof ORDER>;

/**
 * `GET /api/cluster` tells the state of the cluster; `PUT /api/cluster` changes it:
 * `{bus?, sticky?, redis?: "start" | "stop", balancer?: "restart", server?: {id, do: "start" | "stop" | "kill"}}`.
 */
export function clusterApi(cluster: Cluster): OwnAnswer {
  // One order after the other: servers answer in the order in which they are asked.
  let before: Promise<unknown> = Promise.resolve();
  const carryOut = (order: ClusterOrder): Promise<void> => {
    const done = before.then(() => obey(cluster, order));
    before = done.catch(() => undefined);
    return done;
  };
  return (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/api/cluster') void answer(cluster, carryOut, request, response);
    else if (path === '/api/ledger') void answerLedger(cluster, request, response);
    else return false;
    return true;
  };
}

async function answer(
  cluster: Cluster,
  carryOut: (order: ClusterOrder) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseStrangers(request);
    if (request.method === 'PUT') await carryOut(ORDER.parse(await bodyOf(request)));
    else if (request.method !== 'GET')
      throw new Refusal(405, 'Only GET and PUT.', 'Use one of them.');
    const cookie = cluster.cookieFor(request.headers);
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    send(response, 200, cluster.state);
  } catch (error) {
    const refusal = asRefusal(error);
    send(response, refusal.statusCode, refusal);
  }
}

/** `GET /api/ledger` is what all servers together sent and received; `DELETE` empties them all. */
async function answerLedger(
  { members }: Cluster,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseStrangers(request);
    if (request.method === 'GET') await sendLedger(members, request, response);
    else if (request.method === 'DELETE') {
      await clearLedgers(members);
      response.writeHead(204).end();
    } else throw new Refusal(405, 'Only GET and DELETE.', 'Use one of them.');
  } catch (error) {
    const refusal = asRefusal(error);
    if (response.headersSent) response.destroy();
    else send(response, refusal.statusCode, refusal);
  }
}

async function sendLedger(
  members: readonly Member[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = /\?.*$/.exec(request.url ?? '')?.[0] ?? '';
  const lines = await clusterLedger(members, query);
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
  });
  await pipeline(lines, response);
}

async function obey(cluster: Cluster, order: ClusterOrder): Promise<void> {
  if (order.sticky !== undefined) cluster.stick(order.sticky);
  if (order.redis !== undefined) await cluster.switchRedis(order.redis === 'start');
  if (order.bus !== undefined) await cluster.use(order.bus);
  if (order.server !== undefined) await obeyFor(cluster, order.server);
  // The answer goes through the balancer itself, so it goes first.
  if (order.balancer === 'restart') setTimeout(() => void cluster.restartBalancer(), 50);
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

/** Pages of other origins have no say here (their requests name their origin). */
function refuseStrangers({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined || origin === `http://${host}`) return;
  throw new Refusal(403, `Pages of ${origin} may not do this.`, 'Use the cluster’s own page.');
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST) throw new Refusal(413, 'The body is too long.', 'Send one order.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body is not JSON.', 'Send an object such as {"sticky": true}.');
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError)
    return new Refusal(400, z.prettifyError(error), 'See GET /api for what may be said.');
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(409, reason, 'Nothing was changed by this part of the order.');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
