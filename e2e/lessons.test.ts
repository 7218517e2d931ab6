import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { TRANSPORTS } from '../demo-server/site/transports/transport.ts';

/** The demo server's site as a learner uses it, without the extension. */

let server: DemoServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  server = await startDemoServer();
  await fetch(`${server.url}/api/settings`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ rate: 5 }),
  });
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const texts = (selector: string) =>
  page.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));
const figure = async (name: string) => (await texts(`[data-figure="${name}"] dd`))[0];
/** The page may not be the one in front: a click by script needs no frame to be drawn. */
const click = (selector: string) =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);

describe('the lessons', () => {
  it.each(TRANSPORTS)('%s draws what crosses, and counts it', async (transport) => {
    await page.goto(`${server.url}/#/lesson/${transport}`);
    const drawn = `.lesson[data-transport="${transport}"] .diagram .arrow`;
    await expect.poll(async () => (await texts(drawn)).length).toBeGreaterThan(2);
    await expect.poll(async () => Number(await figure('messages'))).toBeGreaterThan(1);
    expect(Number(await figure('requests'))).toBeGreaterThan(0);
  });

  it('speak Korean when they are told to, and remember it', async () => {
    await click('.language label[lang="ko"] input');
    await page.goto(`${server.url}/?again#/race`);
    await expect.poll(() => texts('.race h1')).toEqual(['경주']);
    await click('.language label[lang="en"] input');
    await expect.poll(() => texts('.race h1')).toEqual(['The race']);
  });
});

it('the race brings a hundred events over every way', async () => {
  await page.goto(`${server.url}/#/race`);
  await expect.poll(() => texts('[data-action="start-race"]')).toHaveLength(1);
  await click('[data-action="start-race"]');
  const stage = () => page.$$eval('.race', (found) => found[0]?.getAttribute('data-stage'));
  await expect.poll(stage, { timeout: 40_000 }).toBe('over');
  const received = await page.$$eval('.race-table tr[data-received]', (rows) =>
    rows.map((row) => [row.getAttribute('data-transport'), row.getAttribute('data-received')]),
  );
  expect(received).toEqual(TRANSPORTS.map((transport) => [transport, '100']));
});

it('a fault is switched on and off; the cluster page says how to start one', async () => {
  await page.goto(`${server.url}/#/cluster`);
  await expect.poll(() => texts('.alone code')).toEqual(['npm run demo:cluster']);
  await page.goto(`${server.url}/#/faults`);
  await expect.poll(() => texts('form[data-kind="delay"]')).toHaveLength(1);
  await click('form[data-kind="delay"] button');
  await expect.poll(() => texts('.active-faults [data-fault="delay"]')).toHaveLength(1);
  await click('.active-faults header button');
  await expect.poll(() => texts('.active-faults .nothing')).toHaveLength(1);
});

it('nothing failed on the way', () => {
  expect(errors).toEqual([]);
});
