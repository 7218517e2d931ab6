import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Victim } from '../faults/desk.ts';
import type { LedgerConnection } from '../ledger/connection.ts';
import type { LedgerTransport } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { Refusal } from '../refusal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How the ledger calls connections of this route; `http` unless said. */
    transport?: LedgerTransport;
  }
}

const connections = new WeakMap<FastifyRequest, LedgerConnection>();

/** The ledger's connection of a request; requests for the ledger and the site have none. */
export function connectionOf(request: FastifyRequest): LedgerConnection | undefined {
  return connections.get(request);
}

/** A request, as faults choose by it. */
export function victimOf(request: FastifyRequest): Victim {
  const { id = '', transport = 'http' } = connectionOf(request) ?? {};
  return { id, transport, path: request.url };
}

/** Writes every request under `/api/`, its body and its answer into the ledger. */
export function recordRequests(app: FastifyInstance, ledger: Ledger): void {
  app.addHook('onRequest', async (request, reply) => {
    const transport = request.routeOptions.config.transport ?? 'http';
    if (isRecorded(request.url)) open(request, reply, ledger, transport);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    recordAnswer(request, reply, payload);
    return payload;
  });
  recordBodies(app);
}

/**
 * Sends the answer to a request that reached no route because its URL is broken. Fastify calls no
 * hooks for it.
 */
export function sendRecorded(
  request: FastifyRequest,
  reply: FastifyReply,
  ledger: Ledger,
  refusal: Refusal,
): void {
  const body = JSON.stringify(refusal);
  reply.code(refusal.statusCode);
  if (isRecorded(request.url)) open(request, reply, ledger, 'http');
  recordAnswer(request, reply, body);
  reply.type('application/json; charset=utf-8').send(body);
}

function recordAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  const body = typeof payload === 'string' || payload instanceof Uint8Array ? payload : '';
  const sent = request.method === 'HEAD' ? '' : body;
  const facts = { direction: 'received', type: 'response', status: reply.statusCode } as const;
  connectionOf(request)?.message(facts, sent);
}

function isRecorded(url: string): boolean {
  return /^(?:\/secure)?\/api\//.test(url) && !/^\/api\/ledger(?:\/|\?|$)/.test(url);
}

function open(
  request: FastifyRequest,
  reply: FastifyReply,
  ledger: Ledger,
  transport: LedgerTransport,
): void {
  const connection = ledger.open(transport, {
    url: `http://${request.host}${request.url}`,
    method: request.method,
  });
  connections.set(request, connection);
  reply.header('x-connection-id', connection.id);
  reply.raw.once('close', () =>
    connection.close(reply.raw.writableFinished ? {} : { aborted: true }),
  );
}

/** Bodies of every type are read as bytes, so that the ledger holds what came; JSON is parsed. */
function recordBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  const read = { parseAs: 'buffer' } as const;
  app.addContentTypeParser('application/json', read, (request, body: Buffer, done) => {
    record(request, body);
    parseJson(request, body.toString('utf8'), done);
  });
  app.addContentTypeParser('*', read, (request, body: Buffer, done) => {
    record(request, body);
    done(new Refusal(415, 'The body is not JSON.', 'Send Content-Type: application/json.'));
  });
  app.addHook('onError', async (request, _reply, error) => {
    const size = Number(request.headers['content-length']);
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE' || !Number.isSafeInteger(size)) return;
    connectionOf(request)?.unreadMessage({ direction: 'sent', type: 'request' }, size);
  });
}

function record(request: FastifyRequest, body: Buffer): void {
  if (body.length === 0) return;
  const text = body.toString('utf8');
  const isText = Buffer.from(text).equals(body);
  connectionOf(request)?.message({ direction: 'sent', type: 'request' }, isText ? text : body);
}
