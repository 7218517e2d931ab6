import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import type { Message, Stamp } from '../demo-server/ledger/entry.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { percentile } from '../demo-server/site/model/tally.ts';
import { TRANSPORTS } from '../demo-server/site/transports/transport.ts';
import { sendJson } from '../demo-server/testing/requests.ts';

/** Heads of requests and answers, as the browser's network log has them: HTTP/1.1, to the byte. */
class Network {
  private readonly urls = new Map<string, string>();
  private readonly requests = new Map<string, number>();
  private readonly answers = new Map<string, number>();

  async listen(session: CDPSession): Promise<void> {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      this.urls.set(requestId, request.url);
    });
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
      const lines = Object.entries(headers).map(([name, value]) => name.length + value.length + 4);
      this.requests.set(
        requestId,
        lines.reduce((sum, size) => sum + size, 0),
      );
    });
    session.on('Network.responseReceivedExtraInfo', ({ requestId, headersText = '' }) => {
      this.answers.set(requestId, headersText.length);
    });
    await session.send('Network.enable');
  }

  /** Of whole exchanges alone: request line, headers and empty lines of both sides. */
  headsOf(client: string): { readonly count: number; readonly bytes: number } {
    const own = [...this.urls].filter(
      ([id, url]) => url.includes(client) && this.requests.has(id) && this.answers.has(id),
    );
    const bytes = own.reduce((sum, [id, url]) => {
      const { pathname, search } = new URL(url);
      const line = `GET ${pathname}${search} HTTP/1.1`.length + 4;
      return sum + line + (this.requests.get(id) ?? 0) + (this.answers.get(id) ?? 0);
    }, 0);
    return { count: own.length, bytes };
  }
}

/** The table of the race, held against the server's ledger and the browser's own network log. */

let server: DemoServer;
let browser: Browser;
let page: Page;
let figures: ReadonlyMap<string, DOMStringMap>;
const network = new Network();
let span: { begun: number; ended: number };

beforeAll(async () => {
  server = await startDemoServer();
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
  await network.listen(await page.createCDPSession());
  await page.goto(`${server.url}/#/race`);
  await race();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function race(): Promise<void> {
  const data = (selector: string) =>
    page.$$eval(selector, (all) =>
      all.map((one) => (one instanceof HTMLElement ? { ...one.dataset } : {})),
    );
  await page.waitForSelector('[data-action="start-race"]');
  await page.$$eval('[data-action="start-race"]', ([button]) =>
    button instanceof HTMLElement ? button.click() : undefined,
  );
  const isOver = async () => expect((await data('.race'))[0]?.stage).toBe('over');
  await vi.waitFor(isOver, { timeout: 60_000, interval: 200 });
  const [whole = {}] = await data('.race');
  span = { begun: Number(whole.begun), ended: Number(whole.ended) };
  figures = new Map((await data('tr[data-client]')).map((row) => [row.transport ?? '', row]));
}

const figure = (transport: string, name: string) => Number(figures.get(transport)?.[name]);

type Line = Stamp & { readonly kind: string } & Partial<Omit<Message, 'kind'>>;

/** What the ledger has of a way's connections while the race was counted. */
async function ledgerOf(transport: string): Promise<Line[]> {
  const url = `${server.url}/api/ledger?url=${figures.get(transport)?.client}`;
  const lines = (await (await fetch(url)).text()).trimEnd().split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ time }) => time >= span.begun && time <= span.ended);
}

/** Events of the race in some text, by number, with when they were published. */
function eventsIn(text: string): { number: number; time: number }[] {
  const events = /\{[^{}]*"text":"event (\d+) of 100[^{}]*\}/g;
  return [...text.matchAll(events)].map(([whole, number]) => ({
    number: Number(number),
    time: Number(/"time":([\d.]+)/.exec(whole)?.[1]),
  }));
}

const payloadOf = ({ text, base64 = '' }: Line) => text ?? Buffer.from(base64, 'base64').toString();

describe.each(TRANSPORTS)('%s', (transport) => {
  it('received what the ledger says was sent to it, every event once', async () => {
    const written = (await ledgerOf(transport)).filter(({ direction }) => direction === 'received');
    const numbers = written.flatMap((entry) =>
      [...payloadOf(entry).matchAll(/event (\d+) of 100/g)].map(([, number]) => Number(number)),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
    expect(figure(transport, 'received')).toBe(100);
  });

  it('took as many payload bytes as the server wrote', async () => {
    const messages = (await ledgerOf(transport)).filter(({ kind }) => kind === 'message');
    const written = messages.reduce((sum, { size = 0 }) => sum + size, 0);
    const isWhole = ['polling', 'long-polling', 'sse', 'websocket'].includes(transport);
    const counted = figure(transport, 'payload') + (isWhole ? 0 : figure(transport, 'head'));
    // Frames and chunks add some bytes to each message; a line of NDJSON ends with one more.
    const framing = isWhole ? 0 : messages.length * 14 + 800;
    expect(counted).toBeGreaterThanOrEqual(written * 0.995);
    expect(counted).toBeLessThanOrEqual(written * 1.005 + framing);
  });
});

describe.each(['polling', 'long-polling'])('%s', (transport) => {
  it('made the requests and had the empty answers that the ledger counts', async () => {
    const entries = await ledgerOf(transport);
    const opened = entries.filter(({ kind }) => kind === 'open').length;
    const empty = entries.filter(
      ({ type, size, text = '' }) =>
        type === 'response' && (size === 0 || text.includes('"messages":[]')),
    ).length;
    // One may be under way when counting begins, and one when it ends.
    expect(Math.abs(figure(transport, 'requests') - opened)).toBeLessThanOrEqual(1);
    expect(Math.abs(figure(transport, 'empty') - empty)).toBeLessThanOrEqual(1);
  });

  it('heard each event after the server wrote it: median and p95', async () => {
    const latencies = (await ledgerOf(transport)).flatMap((entry) =>
      entry.direction === 'received'
        ? eventsIn(payloadOf(entry)).map(({ time }) => entry.time - time)
        : [],
    );
    expect(latencies).toHaveLength(100);
    for (const [name, share] of [
      ['median', 0.5],
      ['p95', 0.95],
    ] as const) {
      const written = percentile(latencies, share) ?? Number.NaN;
      expect(figure(transport, name)).toBeGreaterThanOrEqual(written - 2);
      expect(figure(transport, name)).toBeLessThanOrEqual(written * 1.5 + 150);
    }
  });

  it('reckons heads within a hundredth of what the browser sent and got', () => {
    const own = network.headsOf(figures.get(transport)?.client ?? '?');
    expect(own.count).toBeGreaterThan(3);
    const reckoned = figure(transport, 'head') / figure(transport, 'requests');
    expect(Math.abs(reckoned / (own.bytes / own.count) - 1)).toBeLessThan(0.01);
  });
});

describe('with the sliders elsewhere', () => {
  /** Rate, payload, period and hold, by their places on the sliders. */
  const PLACES = [4, 3, 1, 0];

  beforeAll(async () => {
    await fetch(`${server.url}/api/ledger`, { method: 'DELETE' });
    await page.$$eval(
      '.race .knobs input[type="range"]',
      (all, places) => {
        for (const [at, input] of all.entries()) {
          if (!(input instanceof HTMLInputElement)) continue;
          input.value = String(places[at]);
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }
      },
      PLACES,
    );
    await race();
  }, 60_000);

  it('events come at that rate, with texts of that length', async () => {
    const ledger = await (await fetch(`${server.url}/api/ledger`)).text();
    expect(ledger).toContain('\\"events\\":100,\\"rate\\":50,\\"payload\\":1000');
    const events = (await ledgerOf('websocket')).flatMap((entry) =>
      /"text":"(event [^"]*)"/.test(payloadOf(entry)) ? [payloadOf(entry)] : [],
    );
    expect(events).toHaveLength(100);
    for (const event of events)
      expect(/"text":"(event [^"]*)"/.exec(event)?.[1]?.length).toBeGreaterThanOrEqual(1000);
    const times = events.map((event) => Number(/"time":([\d.]+)/.exec(event)?.[1]));
    const [first = 0, last = 0] = [Math.min(...times), Math.max(...times)];
    expect(last - first).toBeGreaterThan(1900);
    expect(last - first).toBeLessThan(4000);
  });

  it('polling asks every 250 ms, and long polls are held for a second at most', async () => {
    const polls = (await ledgerOf('polling')).filter(({ kind }) => kind === 'open');
    const pauses = polls.slice(1).map(({ time }, at) => time - (polls[at]?.time ?? 0));
    expect(percentile(pauses, 0.5)).toBeGreaterThan(200);
    expect(percentile(pauses, 0.5)).toBeLessThan(450);
    const held = (await ledgerOf('long-polling')).filter(({ kind }) => kind === 'open');
    for (const entry of held) expect(JSON.stringify(entry)).toContain('timeout=1000');
  });
});
