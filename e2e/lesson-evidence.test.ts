import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { sendJson } from '../demo-server/testing/requests.ts';

/** What articles claim, measured on the lessons' pages as a learner does it. */

let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDemoServer();
  await sendJson(server, 'PUT', '/api/settings', { rate: { ticker: 5 } });
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const open = async (lesson: string) => {
  await page.goto(`${server.url}/#/lesson/${lesson}`);
  const selector = `.lesson[data-transport="${lesson}"]`;
  await expect.poll(() => page.$$eval(selector, (found) => found.length)).toBe(1);
  await expect.poll(() => figure('messages')).toBeGreaterThan(1);
};
const click = (selector: string) =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
const textsOf = (selector: string) =>
  page.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));
const figure = async (name: string) => Number((await textsOf(`[data-figure="${name}"] dd`))[0]);
const measured = async (name: string) => (await textsOf(`[data-measured="${name}"]`))[0] ?? '';
const numbers = (text: string) =>
  (text.match(/[\d.,]*\d/g) ?? []).map((one) => Number(one.replaceAll(',', '')));

/** Lets the ways of a comparison run; gives what stands at the end of the bars of each chart. */
async function compare(plan: string): Promise<number[][]> {
  const box = `[data-comparison="${plan}"]`;
  await click(`${box} [data-action="measure"]`);
  const stage = () => page.$eval(box, (found) => found.getAttribute('data-stage'));
  await expect.poll(stage, { timeout: 40_000 }).toBe('over');
  const charts = await page.$$eval(`${box} .bar-chart`, (all) =>
    all.map((chart) =>
      [...chart.querySelectorAll('.bar-text')].map((one) => one.textContent ?? ''),
    ),
  );
  return charts.map((texts) => texts.map(inSmallUnits));
}

/** A figure as bytes or milliseconds. */
function inSmallUnits(text: string): number {
  const factor = /k?B$|s$/.test(text) && /kB$| s$/.test(text) && !/\/ s$/.test(text) ? 1000 : 1;
  return Number.parseFloat(text) * factor;
}

describe('measured side by side', () => {
  it('short periods ask for nothing, long ones hear late', async () => {
    await open('polling');
    const [empty = [], latency = []] = await compare('periods');
    expect(empty[0]).toBeGreaterThan(60);
    expect(empty[3]).toBeLessThan(40);
    expect(latency[3]).toBeGreaterThan(4 * (latency[0] ?? 0));
    expect(numbers(await measured('per-answer'))[0]).toBeGreaterThan(2);
    const [reused = 0, all = 0] = numbers(await measured('reused'));
    expect(reused).toBeGreaterThan(0);
    expect(all - reused).toBeLessThan(8);
  });

  it('long polling answers at once, and makes a request for each event', async () => {
    await open('long-polling');
    const [latency = []] = await compare('prompt');
    expect(latency[1]).toBeLessThan((latency[0] ?? 0) / 3);
    const [requests = []] = await compare('frequent');
    const [rarePolled = 0, rareHeld = 0, , , oftenPolled = 0, oftenHeld = 0] = requests;
    expect(rareHeld).toBeLessThan(rarePolled);
    expect(oftenHeld).toBeGreaterThan(4 * oftenPolled);
  });

  it('an event stream costs less for each event than polling', async () => {
    await open('sse');
    const [[polled = 0, held = 0, streamed = 0] = []] = await compare('headers');
    expect(streamed).toBeLessThan(polled);
    expect(streamed).toBeLessThan(held);
  });

  it('MQTT frames with less than STOMP; GraphQL brings the fields asked for', async () => {
    await open('mqtt');
    const [framing = []] = await compare('framing');
    expect(framing[0]).toBeLessThan(framing[4] ?? 0);
    await open('graphql');
    const [[all = 0, few = 0] = []] = await compare('fields');
    expect(few).toBeLessThan(all);
    expect(await measured('handshake')).toBe('101 graphql-transport-ws');
  });
});

describe('tried', () => {
  it('an event stream that was cut resumes, and misses nothing; Socket.IO misses what was said', async () => {
    await open('sse');
    await click('[data-claim="resumes"] button');
    await expect.poll(() => measured('way-back'), { timeout: 10_000 }).toContain('Last-Event-ID');
    expect(numbers(await measured('way-back')).at(-1)).toBe(0);
    await open('socket-io');
    await click('[data-claim="arrive"] button');
    await expect.poll(() => measured('way-back'), { timeout: 10_000 }).toContain('polling');
    await expect
      .poll(async () => numbers(await measured('way-back')).at(-1), { timeout: 10_000 })
      .toBeGreaterThan(2);
  });

  it.each(['polling', 'sockjs', 'socket-io', 'rsocket'])(
    '%s comes back after a cut',
    async (lesson) => {
      await open(lesson);
      await click('[data-action="cut"]');
      const ended = () => textsOf('.diagram .arrow.end');
      await expect.poll(async () => (await ended()).length, { timeout: 8_000 }).toBeGreaterThan(0);
      const before = await figure('messages');
      await expect.poll(() => figure('messages'), { timeout: 10_000 }).toBeGreaterThan(before);
    },
  );

  it('a strange page reaches the WebSocket, and the server refuses it', async () => {
    await open('websocket');
    await click('[data-trial="stranger"]');
    await expect.poll(() => measured('stranger')).toContain('answered 403');
    expect(await measured('stranger')).toContain('hid (CORS)');
    await click('[data-trial="borders"]');
    await expect.poll(() => measured('borders')).toContain('8 came back whole');
    await click('[data-claim="bothWays"] button');
    await expect.poll(() => measured('round-trip')).toContain('There and back');
  });

  it('idle connections are weighed', async () => {
    await open('websocket');
    await click('[data-action="weigh"]');
    const bars = '[data-claim="idle"] .bar-text';
    await expect.poll(() => textsOf(bars), { timeout: 60_000 }).toHaveLength(4);
    for (const text of await textsOf(bars)) expect(inSmallUnits(text)).toBeGreaterThan(500);
  });

  it('where WebSocket is blocked, SockJS finds another way', async () => {
    await open('sockjs');
    await click('[data-claim="fallsBack"] input');
    await expect.poll(() => measured('carried-by'), { timeout: 8_000 }).toContain('XHR streaming');
    await expect.poll(() => textsOf('.wire .state')).toEqual(['open']);
    await click('[data-claim="fallsBack"] input');
    await expect.poll(() => measured('carried-by'), { timeout: 8_000 }).toContain('WebSocket');
  });

  it('a proxy that buffers makes a stream late', async () => {
    await open('streaming');
    await click('[data-trial="pieces"]');
    await expect
      .poll(async () => numbers(await measured('pieces'))[0], { timeout: 8_000 })
      .toBeGreaterThan(5);
    await click('[data-claim="proxies"] input');
    await expect
      .poll(async () => numbers(await measured('buffered')).at(-1), { timeout: 15_000 })
      .toBeGreaterThan(0.5);
  });
});
