import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser } from '../../browser/launch.ts';
import type { LedgerEntry } from '../../demo-server/ledger/entry.ts';
import { type DemoServer, startDemoServer } from '../../demo-server/server.ts';
import type { OwnTopic, TopicMessage } from '../../demo-server/wire/topic/message.ts';
import { parseLines } from '../lines.ts';

/** A silent demo server, and a browser without the extension on its site. */
export let server: DemoServer;
export let page: Page;
/** What the site's scripts threw. */
export const errors: string[] = [];
let browser: Browser;

export async function openVisit(): Promise<void> {
  await openServer();
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
}

export async function closeVisit(): Promise<void> {
  await browser.close();
  await server.close();
}

/** Starts the server, which publishes nothing by itself; again on its port when it was closed. */
export async function openServer(port = 0): Promise<void> {
  server = await startDemoServer({ port });
  await settle({ rate: 0 });
}

/** Goes to a page of the site by a full load: nothing runs there yet. */
export async function goTo(hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${server.url}/${hash}`);
}

export async function openLaboratory(): Promise<void> {
  await goTo('');
  await page.waitForSelector('.bench', { timeout: 5_000 });
}

export const speak = (language: 'en' | 'ko') => click(`.language label[lang="${language}"] input`);

const send = (method: string, path: string, body: unknown) =>
  fetch(server.url + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

export const settle = (change: object) => send('PUT', '/api/settings', change);
export const befall = (fault: object) => send('POST', '/api/faults', fault);

/** Publishes as another client. */
export async function say(topic: OwnTopic, text: string): Promise<TopicMessage> {
  const answer = await send('POST', `/api/topics/${topic}/messages`, { from: 'kim', text });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as TopicMessage;
}

/** What the server says it sent and received. */
export async function ledger(): Promise<LedgerEntry[]> {
  return parseLines<LedgerEntry>(await (await fetch(`${server.url}/api/ledger`)).text());
}

export const texts = (selector: string) =>
  page.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));

export const attributes = (selector: string, name: string) =>
  page.$$eval(selector, (found, wanted) => found.map((one) => one.getAttribute(wanted)), name);

/** The page may not be the one in front: a click by script needs no frame to be drawn. */
export const click = (selector: string) =>
  page.evaluate((wanted) => {
    const found = document.querySelector<HTMLElement>(wanted);
    if (!found) throw new Error(`There is no ${wanted}.`);
    found.click();
  }, selector);

/** Presses a key in a field. */
export const press = (selector: string, key: string) =>
  page.evaluate(
    (wanted, pressed) => {
      const event = new KeyboardEvent('keydown', { key: pressed, bubbles: true });
      document.querySelector(wanted)?.dispatchEvent(event);
    },
    selector,
    key,
  );

/** Puts a text into a field, or a value into a slider. */
export const fill = (selector: string, value: string) =>
  page.evaluate(
    (wanted, typed) => {
      const input = document.querySelector<HTMLInputElement>(wanted);
      if (!input) throw new Error(`There is no ${wanted}.`);
      input.value = typed;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    selector,
    value,
  );
