import type { Page } from 'puppeteer-core';
import { dock } from '../browser/devtools.ts';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { EXTENSION } from '../cli/places.ts';
import type { LedgerEntry } from '../demo-server/ledger/entry.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { type LogLine, parseLines } from './lines.ts';

/** The demo server, a browser with DevTools on a page of it, and our panel capturing. */
export interface Stage {
  readonly server: DemoServer;
  readonly inspected: Inspected;
  readonly page: Page;
  readonly panel: Panel;
  /** What the panel would export now. */
  log(): Promise<LogLine[]>;
  /** What the server says it sent and received. */
  ledger(): Promise<LedgerEntry[]>;
  close(): Promise<void>;
}

/** A page of the demo server's origin that makes no traffic of its own. */
const QUIET_PAGE = '/nothing-here';

/** Opens the panel first, then a quiet page: everything the page does is captured from its start. */
export async function setStage(path: string = QUIET_PAGE): Promise<Stage> {
  const server = await startDemoServer({ isOpenToForeignPages: true });
  const inspected = await openInspected({ extension: EXTENSION, headless: true });
  const panel = new Panel(await inspected.openPanel());
  await dock(inspected.devtools, 'bottom');
  await panel.ready();
  await inspected.page.goto(`${server.url}${path}`);
  return {
    server,
    inspected,
    page: inspected.page,
    panel,
    log: () => readLog(panel),
    ledger: () => readLedger(server),
    close: async () => {
      await inspected.close();
      await server.close();
    },
  };
}

/** The panel's log, line by line. */
export async function readLog(panel: Panel): Promise<LogLine[]> {
  let text = '';
  for await (const piece of panel.log('test')) text += piece;
  return parseLines<LogLine>(text);
}

async function readLedger(server: DemoServer): Promise<LedgerEntry[]> {
  const response = await fetch(`${server.url}/api/ledger`);
  return parseLines<LedgerEntry>(await response.text());
}
