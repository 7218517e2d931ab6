import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { EXTENSION } from '../cli/places.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { linesOf } from './lines.ts';
import { readLog } from './stage.ts';
import { until } from './until.ts';

let server: DemoServer;
let inspected: Inspected;
let panel: Panel;

/** The one way a page can get at the private channel: it knows the name, and was there before us. */
const STEAL = `window.addEventListener('pushscope:hello', (event) => { window.stolen = event.ports[0]; }, true);`;

/** What a hostile page would say on it. */
const FORGED = `(() => {
  const say = (data) => stolen.dispatchEvent(new MessageEvent('batch', { data }));
  const batch = (first, events, more) => JSON.stringify({ version: 1, first, events, ...more });
  const fake = { kind: 'connecting', connection: 9000, time: Date.now(), transport: 'websocket', url: 'wss://bank.example/' };
  say('no JSON at all');
  say({ kind: 'connecting' });
  say(JSON.stringify({ version: 99, first: 0, events: [] }));
  say('['.repeat(100000));
  say(batch(1e6, [null, 7, [], 'x', { kind: 'unheard-of' }, { ...fake, time: 'now' }, { ...fake, transport: 'carrier pigeon' }]));
  say(batch(1e6 + 7, [{ ...fake, frame: 'https://bank.example/', witness: 'browser', __proto__: null, connection: 9001 }]));
  say(batch(1e6 + 8, [fake, { kind: 'message', connection: 9000, index: 0, time: Date.now(), direction: 'received', type: 'text', size: 3, text: '<img src=x onerror=alert(1)>' }]));
  say(batch(1e6 + 10, [{ kind: 'message', connection: 123456, index: 0, time: 1, direction: 'sent', type: 'text', size: 1, text: 'x' }]));
  say(batch(5, [fake]));
})()`;

beforeAll(async () => {
  server = await startDemoServer();
  inspected = await openInspected({ extension: EXTENSION, headless: true });
  await inspected.page.goto(`${server.url}/nothing-here`);
  await inspected.page.evaluate(STEAL);
  panel = new Panel(await inspected.openPanel());
  await panel.ready();
  await until(() => inspected.page.evaluate('Boolean(window.stolen)') as Promise<boolean>, Boolean);
  await inspected.page.evaluate(FORGED);
});

afterAll(async () => {
  await inspected?.close();
  await server?.close();
});

describe('a page that forges what its taps say', () => {
  it('cannot pose as another frame', async () => {
    const connections = linesOf(await readLog(panel), 'connection').filter((line) =>
      line.url.includes('bank'),
    );
    for (const line of connections) {
      expect(line.frame).toBe(`${server.url}/nothing-here`);
      expect(line.witness).toBe('page');
    }
  });

  it('is counted, and what it garbled is left out', async () => {
    const lost = await until(
      () => panel.frame.$eval('[data-count="lost"]', (one) => one.textContent ?? ''),
      (text) => !text.startsWith('0'),
    );
    expect(lost).not.toMatch(/^0\b/);
    const lines = await readLog(panel);
    expect(linesOf(lines, 'connection').some((line) => line.url.includes('pigeon'))).toBe(false);
    expect(linesOf(lines, 'message').some((line) => line.connection === 'c123456')).toBe(false);
    expect(await panel.frame.$$('img')).toHaveLength(0);
  });

  it('cannot stop the panel, which goes on with the next page', async () => {
    await inspected.page.goto(`${server.url}/nothing-here?again`);
    await inspected.page.evaluate(
      `fetch('/api/poll/still?cursor=0').then((answer) => answer.json())`,
    );
    const lines = await until(
      () => readLog(panel),
      (log) => linesOf(log, 'message').length > 0,
    );
    expect(linesOf(lines, 'message')).toHaveLength(1);
  });
});
