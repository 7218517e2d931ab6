import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { requireToken } from './auth/secure-requests.ts';
import { Tokens } from './auth/tokens.ts';
import { befallRequests } from './faults/befall-requests.ts';
import { FaultDesk } from './faults/desk.ts';
import { OpenConnections } from './faults/open-connections.ts';
import { Restart } from './faults/restart.ts';
import { faultRoutes } from './faults/route.ts';
import { startProducers } from './generators/producer.ts';
import { assistantRoute } from './http/assistant.ts';
import { indexRoute } from './http/endpoints.ts';
import { eventsRoute } from './http/events.ts';
import { healthRoute } from './http/health.ts';
import { ledgerRoutes } from './http/ledger.ts';
import { longPollRoute } from './http/long-poll.ts';
import { ndjsonRoute } from './http/ndjson.ts';
import { pollRoute } from './http/poll.ts';
import { publishRoute } from './http/publish.ts';
import { raceRoute } from './http/race.ts';
import { recordRequests, sendRecorded } from './http/recording.ts';
import { answerRefusals } from './http/refusals.ts';
import { nameServer } from './http/server-name.ts';
import { settingsRoutes } from './http/settings.ts';
import { sharedRoutes } from './http/shared.ts';
import { signInRoutes } from './http/sign-in.ts';
import { siteRoutes } from './http/site.ts';
import { slowRoute } from './http/slow.ts';
import { topicProtoRoute } from './http/topic-proto.ts';
import type { BusKind } from './hub/bus.ts';
import { Hub } from './hub/hub.ts';
import { type PreparedBus, SwitchedBus } from './hub/switched-bus.ts';
import type { Laboratory } from './laboratory.ts';
import { Ledger } from './ledger/ledger.ts';
import { LIMITS } from './limits.ts';
import { listen } from './listen.ts';
import { metricsRoute } from './metrics/route.ts';
import { Refusal } from './refusal.ts';
import { limitRequests } from './safety/request-limits.ts';
import { Settings } from './settings.ts';
import { serveSockets } from './sockets/sockets.ts';
import { weighRoute } from './weighing/route.ts';

export interface DemoServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1, which only this machine reaches, unless said. */
  readonly host?: string;
  /** Folder of the built site; `dist/site` unless said. */
  readonly site?: string;
  /** Take the next free port when this one is in use. */
  readonly nextFreePort?: boolean;
  /** Pages of other origins may use it, and its own may load theirs: for tests with frames. No unless said. */
  readonly isOpenToForeignPages?: boolean;
  /** Its name in a cluster; answers and messages bear it. */
  readonly id?: string;
  /** How many servers share the news that they make up themselves; 1 unless said. */
  readonly servers?: number;
  /** What tokens are signed with; a cluster's servers share it. Made up unless said. */
  readonly secret?: string;
  /** What carries messages; memory unless said. */
  readonly bus?: BusKind;
  /** `redis://127.0.0.1:6379`: the Redis that the other buses need. */
  readonly redisUrl?: string;
}

export interface DemoServer {
  /** `http://127.0.0.1:4400`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Opens another way to carry messages, to be taken or left. */
  prepareBus(kind: BusKind): Promise<PreparedBus>;
  /** Ends every connection as its protocol wants it, within a second. */
  close(): Promise<void>;
}

/**
 * Starts the demo server in this process.
 * @throws when the port cannot be had, or Redis does not answer.
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { port = 0, host = '127.0.0.1', site = 'dist/site', nextFreePort = false } = options;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const bus = await SwitchedBus.open(options.bus ?? 'memory', options.redisUrl);
  const hub = new Hub(bus, options.id);
  bus.switched(() => hub.forget());
  const restarting = new Restart();
  const laboratory: Laboratory = {
    hub,
    bus,
    ledger: new Ledger(),
    faults: new FaultDesk(),
    connections: new OpenConnections(),
    restart: (milliseconds) => restarting.begin(milliseconds),
    tokens: new Tokens(options.secret),
    isOpenToForeignPages: options.isOpenToForeignPages ?? false,
    settings: new Settings(),
    closing: closing.signal,
    ...(options.id !== undefined && { id: options.id }),
  };
  const app = await buildApp(laboratory, site);
  await serveSockets(app.server, laboratory);
  restarting.of(app.server, () => bus.forget());
  await listen(app, host, port, nextFreePort);
  startProducers(laboratory, options.servers ?? 1);
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    prepareBus: (kind) => bus.prepare(kind),
    close: async () => {
      restarting.end();
      await close(app, closing, restarting);
      await bus.close();
    },
  };
}

async function buildApp(laboratory: Laboratory, site: string): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: LIMITS.requestBody,
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => {
      const refusal = new Refusal(400, error.message, 'Correct the URL.');
      sendRecorded(request, reply, laboratory.ledger, refusal);
    },
    // Fastify drops unknown parameters by default; a misspelt one should be told instead.
    ajv: { customOptions: { removeAdditional: false } },
  });
  nameServer(app, laboratory.id);
  recordRequests(app, laboratory.ledger);
  answerRefusals(app);
  befallRequests(app, laboratory);
  await limitRequests(app, laboratory);
  indexRoute(app);
  topicProtoRoute(app);
  healthRoute(app, laboratory);
  metricsRoute(app, laboratory);
  topicRoutes(app, laboratory);
  await app.register(
    async (secure) => {
      requireToken(secure, laboratory.tokens);
      topicRoutes(secure, laboratory);
    },
    { prefix: '/secure' },
  );
  signInRoutes(app, laboratory);
  assistantRoute(app, laboratory);
  slowRoute(app, laboratory);
  raceRoute(app, laboratory);
  weighRoute(app);
  settingsRoutes(app, laboratory);
  ledgerRoutes(app, laboratory);
  faultRoutes(app, laboratory);
  await siteRoutes(app, site, laboratory);
  return app;
}

/** What exists twice: for everybody, and under `/secure` for those with a token. */
function topicRoutes(app: FastifyInstance, laboratory: Laboratory): void {
  pollRoute(app, laboratory);
  longPollRoute(app, laboratory);
  eventsRoute(app, laboratory);
  ndjsonRoute(app, laboratory);
  publishRoute(app, laboratory);
  sharedRoutes(app, laboratory);
}

async function close(
  app: FastifyInstance,
  closing: AbortController,
  restarting: Restart,
): Promise<void> {
  closing.abort();
  const cutOff = setTimeout(() => restarting.cutOff(), LIMITS.closing);
  await app.close();
  clearTimeout(cutOff);
}
