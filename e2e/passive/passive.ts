import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../../browser/find-browser.mjs';
import type { PageEvent } from '../../extension/contract/events.ts';
import { PanelSide } from './panel-side.ts';
import { buildScripts, type Scripts } from './scripts.ts';
import { TestServer } from './server.ts';

/** What a page does, as a function that runs in it. It logs all that it can notice. */
export type Scenario = (log: (...what: unknown[]) => void) => Promise<void> | void;

export interface Outcome {
  /** What the page noticed without the taps, and with them. Must be the same. */
  readonly plain: readonly string[];
  readonly tapped: readonly string[];
  /** What the taps reported meanwhile. */
  readonly events: readonly PageEvent[];
  readonly faults: readonly string[];
}

/** A browser, a server and the built scripts: everything a compliance test needs. */
export class Passive {
  private constructor(
    readonly browser: Browser,
    readonly server: TestServer,
    readonly scripts: Scripts,
  ) {}

  static async start(): Promise<Passive> {
    const [scripts, server] = await Promise.all([buildScripts(), TestServer.start()]);
    const executablePath = findBrowser();
    if (executablePath === undefined)
      throw new Error('no browser found: npm start says how to get one');
    const browser = await puppeteer.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
      pipe: true,
    });
    return new Passive(browser, server, scripts);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** Runs one scenario twice, in fresh documents: without the taps, then with them. */
  async compare(scenario: Scenario): Promise<Outcome> {
    const plain = await this.plainPage();
    const plainLog = await run(plain, scenario);
    await plain.close();
    const { page, panel } = await this.tappedPage();
    const tappedLog = await run(page, scenario);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 80)));
    await page.close();
    return { plain: plainLog, tapped: tappedLog, events: panel.events, faults: panel.faults };
  }

  async plainPage(): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`${this.server.origin}/page`);
    return page;
  }

  async tappedPage(
    order?: 'taps first' | 'relay first',
  ): Promise<{ page: Page; panel: PanelSide }> {
    const page = await this.browser.newPage();
    const panel = await PanelSide.watch(page, this.scripts, order);
    await page.goto(`${this.server.origin}/page`);
    return { page, panel };
  }
}

/** Runs a scenario in a page; its log, every entry as one line. */
async function run(page: Page, scenario: Scenario): Promise<string[]> {
  const source = `(${inPage.toString()})(${scenario.toString()})`;
  return (await page.evaluate(source)) as string[];
}

/** Runs in the page: gives the scenario a log, and notes errors that nobody caught. */
async function inPage(scenario: Scenario): Promise<string[]> {
  const lines: string[] = [];
  const say = (value: unknown): string => {
    if (value instanceof Error || value instanceof DOMException) {
      return `${value.constructor.name} ${value.name}: ${value.message}`;
    }
    if (typeof value === 'object' && value !== null) {
      return `${Object.prototype.toString.call(value)} ${JSON.stringify(value)}`;
    }
    return `${typeof value} ${String(value)}`;
  };
  const log = (...what: unknown[]) => {
    lines.push(what.map(say).join(' | '));
  };
  addEventListener('error', (event) => log('uncaught', event.message));
  addEventListener('message', () => log('message on window'));
  addEventListener('unhandledrejection', (event) => {
    log('unhandled', event.reason);
    event.preventDefault();
  });
  try {
    await scenario(log);
    await new Promise((resolve) => setTimeout(resolve, 20));
  } catch (error) {
    log('scenario threw', error);
  }
  return lines;
}
