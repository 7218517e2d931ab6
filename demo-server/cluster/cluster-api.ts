import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../refusal.ts';
import type { OwnAnswer } from './balancer.ts';
import type { Cluster } from './cluster.ts';
import { clearLedgers, clusterLedger } from './cluster-ledger.ts';
import { type ClusterOrder, ORDER, orderly } from './cluster-order.ts';
import { isForAll } from './for-all.ts';
import { followLedgers } from './live-ledger.ts';
import { answering, bodyOf, jsonIn, send } from './own-answer.ts';

/** Characters of a body for the cluster, or for all of its servers. */
const LONGEST = 4096;

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * `GET /api/cluster` tells the state of the cluster; `PUT /api/cluster` changes it:
 * `{bus?, sticky?, redis?: "start" | "stop", balancer?: "restart", server?: {id, do: "start" | "stop" | "kill"}}`.
 * `/api/ledger` and `/api/ledger/live` are those of all servers; settings and faults are for all of them.
 */
export function clusterApi(cluster: Cluster): OwnAnswer {
  const ofState = stateAnswer(cluster, orderly(cluster));
  const ofLedger = ledgerAnswer(cluster);
  const ofLive: Answer = (_request, response) => followLedgers(cluster, response);
  const ofAll = answerOfAll(cluster);
  const answerTo = ({ method = '', url = '', headers }: IncomingMessage): Answer | undefined => {
    const [path = ''] = url.split('?', 1);
    if (path === '/api/cluster') return ofState;
    // Who names a server means that one alone.
    if (headers['x-server-id'] !== undefined) return undefined;
    if (path === '/api/ledger') return ofLedger;
    if (path === '/api/ledger/live' && method === 'GET') return ofLive;
    return isForAll(method, path) ? ofAll : undefined;
  };
  return (request, response) => {
    const answer = answerTo(request);
    if (!answer) return false;
    void answering(request, response, () => answer(request, response));
    return true;
  };
}

function stateAnswer(cluster: Cluster, carryOut: (order: ClusterOrder) => Promise<void>): Answer {
  return async (request, response) => {
    if (request.method === 'PUT')
      await carryOut(ORDER.parse(jsonIn(await bodyOf(request, LONGEST))));
    else if (request.method !== 'GET')
      throw new Refusal(405, 'Only GET and PUT.', 'Use one of them.');
    const cookie = cluster.cookieFor(request.headers);
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    send(response, 200, JSON.stringify(cluster.state));
  };
}

/** `GET /api/ledger` is what all servers together sent and received; `DELETE` empties them all. */
function ledgerAnswer({ members }: Cluster): Answer {
  return async ({ method, url = '' }, response) => {
    if (method === 'DELETE') {
      await clearLedgers(members);
      response.writeHead(204).end();
    } else if (method === 'GET') {
      const lines = await clusterLedger(members, /\?.*$/.exec(url)?.[0] ?? '');
      const type = 'application/x-ndjson';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
      await pipeline(lines, response);
    } else throw new Refusal(405, 'Only GET and DELETE.', 'Use one of them.');
  };
}

function answerOfAll(cluster: Cluster): Answer {
  return async (request, response) => {
    const { method = '', url: path = '' } = request;
    const body = await bodyOf(request, LONGEST);
    const { status, text } = await cluster.askAll({ method, path, body });
    send(response, status, text);
  };
}
