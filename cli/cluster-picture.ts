import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../browser/launch.ts';
import { Cluster } from '../demo-server/cluster/cluster.ts';

/** How many words are said before the picture is taken. */
const WORDS = 9;

/** The cluster's page with the memory bus: a word that does not reach the clients of other servers. */
export async function pictureOfCluster(): Promise<Uint8Array> {
  const cluster = await Cluster.start();
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(`${cluster.url}/#/cluster`);
    await click(page, '[data-action="connect-clients"]');
    await page.waitForFunction(
      () => document.querySelectorAll('.plan [data-state="connected"]').length === 5,
    );
    await click(page, '.buses [data-bus="memory"]');
    await page.waitForSelector('.plan[data-bus="memory"]');
    await click(page, '.cluster-toolbar .switch');
    await page.waitForSelector(`tr[data-word="${WORDS}"]`, { timeout: 30_000 });
    await page.waitForSelector('.verdict[data-verdict="some"]');
    await sleep(500);
    return await page.screenshot({ captureBeyondViewport: false });
  } finally {
    await browser.close();
    await cluster.close();
  }
}

async function click(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
}
