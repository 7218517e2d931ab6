import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { dock } from '../../browser/devtools.ts';
import { openInspected } from '../../browser/inspected.ts';
import { Panel } from '../../browser/panel.ts';
import { EXTENSION } from '../../cli/places.ts';
import { type LogLine, linesOf } from '../lines.ts';
import { readLog } from '../stage.ts';
import { talksOfLog } from '../talk.ts';
import { until } from '../until.ts';
import { type Library, scriptOf } from './libraries.ts';
import { Relay } from './relay.ts';

/** A page with client libraries, servers for them to talk to, and our panel capturing. */
export interface PeerStage {
  /** Serves the page. A peer's server may listen here too: its paths are its own. */
  readonly http: Server;
  /** Address of the page, with a slash at the end. */
  readonly url: string;
  readonly page: Page;
  readonly panel: Panel;
  /** For servers that listen elsewhere: keeps a book of the WebSocket messages it passes on. */
  readonly relay: Relay;
  /**
   * Loads the page afresh and runs the script in it, as the body of an async function; then waits
   * until all is captured. The value must be JSON. The log begins with this page.
   */
  play<Value = unknown>(script: string): Promise<Played<Value>>;
  close(): Promise<void>;
}

export interface Played<Value> {
  /** What the script returned. */
  readonly value: Value;
  readonly lines: readonly LogLine[];
}

/**
 * @param libraries loaded by the page, in this order
 * @param answer answers requests for other paths than the page's own; they are 404 otherwise
 */
export async function setPeers(
  libraries: readonly Library[],
  answer: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<PeerStage> {
  const http = await servePage(await Promise.all(libraries.map(scriptOf)), answer);
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const relay = new Relay(http);
  const inspected = await openInspected({ extension: EXTENSION, headless: true });
  const { page } = inspected;
  const panel = new Panel(await inspected.openPanel());
  await dock(inspected.devtools, 'bottom');
  await panel.ready();
  return {
    http,
    url,
    page,
    panel,
    relay,
    async play<Value>(script: string) {
      await page.goto('about:blank');
      relay.forget();
      await page.goto(url);
      const value = (await page.evaluate(withinPatience(script))) as Value;
      await panel.settle();
      return { value, lines: await logOnceRelayed(panel, relay) };
    },
    async close() {
      await inspected.close();
      http.closeAllConnections();
      http.close();
    },
  };
}

const PATIENCE = 20_000;

/** The script as an expression that fails, and says so, where it never comes to its end. */
const withinPatience = (script: string) => `Promise.race([
  (async () => { ${script} })(),
  new Promise((_, failed) => {
    const late = () => failed(new Error('The script in the page waits for something that never came.'));
    setTimeout(late, ${PATIENCE});
  }),
])`;

/** The log as it is when it says what the relay's book says, or after some seconds. */
function logOnceRelayed(panel: Panel, relay: Relay): Promise<LogLine[]> {
  return until(
    () => readLog(panel),
    (lines) => {
      const known = saidIn(lines);
      const isSaid = relay.talks().every(({ said }) => said.every((one) => known.has(one)));
      return isSaid && endedIn(lines) >= relay.ended;
    },
  );
}

const endedIn = (lines: readonly LogLine[]) =>
  linesOf(lines, 'connection').filter(
    ({ transport, closedAt }) => transport === 'websocket' && closedAt !== undefined,
  ).length;

const saidIn = (lines: readonly LogLine[]) =>
  new Set(talksOfLog(lines).flatMap(({ said }) => said));

/** Serves an empty page which loads the scripts; they are kept, so that a reload is quick. */
async function servePage(scripts: readonly string[], answer: RequestListener): Promise<Server> {
  const tags = scripts.map((_, index) => `<script src="/library/${index}.js"></script>`);
  const html = `<!doctype html><title>peers</title><link rel="icon" href="data:,">${tags.join('')}`;
  const server = createServer((request, response) => {
    const script = scripts[Number(/^\/library\/(\d+)\.js$/.exec(request.url ?? '')?.[1])];
    if (request.url === '/') response.setHeader('content-type', 'text/html').end(html);
    else if (script !== undefined)
      response.setHeader('content-type', 'text/javascript').end(script);
    else answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}
