import type { Browser, Frame, Page } from 'puppeteer-core';
import { showPanel, waitForView } from './devtools.ts';
import { type LaunchOptions, launchBrowser } from './launch.ts';

/** A real browser with DevTools open on a page, and the extension loaded. */
export interface Inspected {
  readonly browser: Browser;
  readonly page: Page;
  /** The DevTools window itself, as a page. */
  readonly devtools: Page;
  /** Brings our panel to the front; the frame it lives in. */
  openPanel(): Promise<Frame>;
  close(): Promise<void>;
}

/**
 * Opens a browser on about:blank with DevTools beside it. Our panel is not opened yet, so that
 * a caller may first load a page.
 */
export async function openInspected(options: LaunchOptions): Promise<Inspected> {
  const browser = await launchBrowser(options);
  try {
    const devtools = await devtoolsOf(browser);
    await waitForView(devtools, options.extension ? 'chrome-extension://' : 'network');
    const page = await inspectedPage(browser);
    return {
      browser,
      page,
      devtools,
      openPanel: () => showPanel(devtools),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function devtoolsOf(browser: Browser): Promise<Page> {
  const target = await browser.waitForTarget((one) => one.url().startsWith('devtools://'), {
    timeout: 30_000,
  });
  return target.asPage();
}

async function inspectedPage(browser: Browser): Promise<Page> {
  const page = (await browser.pages()).find((one) => !one.url().startsWith('devtools://'));
  if (!page) throw new Error('The browser opened without a page.');
  return page;
}
