import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { ledgerMessages } from '../demo-server/testing/ledger-of.ts';
import { sendJson } from '../demo-server/testing/requests.ts';
import { decodeFrame } from '../demo-server/wire/rsocket/decode.ts';

/** Backpressure pulled by hand, as a learner does it; the ledger says what really crossed. */

let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDemoServer();
  await sendJson(server, 'PUT', '/api/settings', { rate: { ticker: 20 } });
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
  await page.goto(`${server.url}/#/lesson/rsocket`);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const click = (selector: string) =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
const attribute = (selector: string, name: string) =>
  page.$eval(selector, (found, wanted) => found.getAttribute(wanted), name);
const figure = (name: string) =>
  page.$eval(`[data-figure="${name}"] dd`, ({ textContent }) => Number(textContent));
const badges = () =>
  page.$$eval('.diagram .credit text', (all) => all.map(({ textContent }) => Number(textContent)));

/** PAYLOAD and REQUEST_N frames of this lesson's latest connection, as the server saw them. */
async function frames() {
  const client = await attribute('.lesson', 'data-client');
  const all = await ledgerMessages(server);
  const text = await (await fetch(`${server.url}/api/ledger?url=${client}`)).text();
  const opened = text.split('\n').filter((line) => line.includes('"kind":"open"'));
  const { connection } = JSON.parse(opened.at(-1) ?? '{}') as { connection?: string };
  return all
    .filter((one) => one.connection === connection)
    .map(({ base64 = '' }) => decodeFrame(Buffer.from(base64, 'base64')));
}

it('pulls by hand: as many messages come as were requested, on the page and in the ledger', async () => {
  await expect.poll(() => figure('messages')).toBeGreaterThan(3);
  await page.evaluate(() => {
    const choice = [...document.querySelectorAll<HTMLElement>('.segments label')].find(
      ({ textContent }) => textContent === 'by hand',
    );
    choice?.click();
  });
  await expect.poll(() => attribute('.pull', 'data-credit')).toBe('0');
  await click('.wire .row button:last-child');
  await expect.poll(() => figure('messages')).toBe(0);
  await click('[data-request="5"]');
  await expect.poll(() => figure('messages')).toBe(5);
  await expect.poll(() => attribute('.pull', 'data-credit')).toBe('0');
  expect(await badges()).toEqual([5, 4, 3, 2, 1, 0]);
  const crossed = await frames();
  const asked = crossed.flatMap((frame) => {
    if (frame.type === 'request-stream') return [frame.initialN];
    return frame.type === 'request-n' ? [frame.n] : [];
  });
  expect(asked).toEqual([5, 5]);
  expect(crossed.filter(({ type }) => type === 'payload')).toHaveLength(10);
});

it('says how many wait at the server, and gets them', async () => {
  await expect
    .poll(async () => {
      await page.$$eval('.pull button', (all) => all.at(-1)?.click());
      const said = await page.$eval('.pull-waiting', ({ textContent }) => textContent ?? '');
      return Number(/\d+/.exec(said)?.[0] ?? 0);
    })
    .toBeGreaterThan(3);
  await click('[data-request="1"]');
  await expect.poll(() => figure('messages')).toBe(6);
});
