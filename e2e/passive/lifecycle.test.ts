import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../until.ts';
import { asLine } from './compliance.ts';
import { PanelSide } from './panel-side.ts';
import { Passive } from './passive.ts';

let passive: Passive;
const pages: Page[] = [];
beforeAll(async () => {
  passive = await Passive.start();
});
afterAll(() => passive.stop());
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});

async function tapped(order?: 'taps first' | 'relay first') {
  const made = await passive.tappedPage(order);
  pages.push(made.page);
  return made;
}

const settle = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
const converse = (page: Page) =>
  page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/greet`);
    await new Promise((done) => socket.addEventListener('close', done));
    return (await fetch('/text')).text();
  });

/** Every function a tap may replace, remembered in the document before the taps come. */
const REMEMBER = `{
  const natives = new Map();
  const owners = { window };
  for (const name of ['WebSocket', 'EventSource', 'XMLHttpRequest', 'Request', 'Response',
    'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'EventTarget',
    'Function']) owners[name] = window[name].prototype;
  owners.iterator = Object.getPrototypeOf(new ReadableStream().values());
  const look = () => Object.entries(owners).flatMap(([name, owner]) =>
    Reflect.ownKeys(owner).filter((key) => !/^(on|event$)/.test(String(key))).map((key) =>
      [name + '.' + String(key), Object.getOwnPropertyDescriptor(owner, key)]));
  for (const [name, property] of look()) natives.set(name, property);
  document.changed = () => look().filter(([name, property]) => {
    const before = natives.get(name);
    return before && Reflect.ownKeys(property).some((key) =>
      typeof property[key] !== 'object' && !Object.is(property[key], before[key]));
  }).map(([name]) => name);
}`;

test.each(['taps first', 'relay first'] as const)('the two scripts meet: %s', async (order) => {
  const { page, panel } = await tapped(order);
  await converse(page);
  await settle(page);
  expect(panel.events.map(asLine)).toContain('1 received text 5 "first"');
  expect(panel.faults).toEqual([]);
});

test('when the panel is gone, every native function is back', async () => {
  const page = await passive.browser.newPage();
  pages.push(page);
  await page.evaluateOnNewDocument(REMEMBER);
  const panel = await PanelSide.watch(page, passive.scripts);
  await page.goto(`${passive.server.origin}/page`);
  const changed = () => page.evaluate('document.changed()') as Promise<string[]>;
  await page.evaluate(() => void new EventSource('/hang'));
  expect(await changed()).toContain('window.fetch');
  expect(await changed()).toContain('EventTarget.addEventListener');
  await panel.inRelay('panel.disconnect()');
  expect(await changed()).toEqual([]);
  const before = panel.events.length;
  expect(await converse(page)).toBe('plain €😀');
  await settle(page);
  expect(panel.events.length).toBe(before);
});

test('what was made meanwhile, and what a page kept or patched over, goes on', async () => {
  const { page, panel } = await tapped();
  await page.evaluate(async () => {
    const made = {
      socket: new WebSocket(`ws://${location.host}/echo`),
      Kept: WebSocket,
      fetch,
      source: new EventSource('/events'),
      xhr: new XMLHttpRequest(),
      response: undefined as Response | undefined,
    };
    await new Promise((done) => made.socket.addEventListener('open', done));
    made.response = await fetch('/text');
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      return send.call(this, `${String(data)}!`);
    };
    Object.assign(document, { made });
  });
  await panel.inRelay('panel.disconnect()');
  const result = await page.evaluate(async () => {
    const { socket, Kept, fetch, source, xhr, response } = (
      document as unknown as {
        made: {
          socket: WebSocket;
          Kept: typeof WebSocket;
          fetch: typeof globalThis.fetch;
          source: EventSource;
          xhr: XMLHttpRequest;
          response: Response;
        };
      }
    ).made;
    const answer = new Promise((done) => {
      socket.onmessage = ({ data }) => done(data);
    });
    socket.send('hello');
    const tick = new Promise((done) =>
      source.addEventListener('tick', (event) => done(event.data)),
    );
    xhr.open('GET', '/text');
    xhr.send();
    await new Promise((done) => xhr.addEventListener('loadend', done));
    return [
      await answer,
      new Kept(`ws://${location.host}/echo`) instanceof WebSocket,
      await (await fetch('/text')).text(),
      await response.text(),
      xhr.responseText,
      await Promise.race([tick, new Promise((done) => setTimeout(done, 300, 'no tick'))]),
    ];
  });
  expect(result.slice(0, 5)).toEqual(['hello!', true, 'plain €😀', 'plain €😀', 'plain €😀']);
});

test('a second pair of scripts in the same document stays away', async () => {
  const { page, panel } = await tapped();
  await page.evaluate(`{ document.before = fetch; document.text = Function.prototype.toString }`);
  await page.evaluate(passive.scripts.taps);
  await panel.inRelay(passive.scripts.relay);
  expect(await page.evaluate('document.before === fetch')).toBe(true);
  await converse(page);
  await settle(page);
  expect(panel.events.filter((event) => event.kind === 'connecting').length).toBe(2);
  expect(await panel.inRelay('panel.connections')).toBe(1);
  expect(panel.faults).toEqual([]);
});

test('two taps before any relay: one of them serves, and the other undoes itself', async () => {
  const page = await passive.browser.newPage();
  pages.push(page);
  await page.evaluateOnNewDocument(passive.scripts.taps);
  const panel = await PanelSide.watch(page, passive.scripts);
  await page.goto(`${passive.server.origin}/page`);
  await converse(page);
  await settle(page);
  expect(panel.events.filter((event) => event.kind === 'connecting').length).toBe(2);
  expect(panel.faults).toEqual([]);
});

test('a panel that comes back finds a document it can tap again', async () => {
  const { page, panel } = await tapped();
  await panel.inRelay('panel.disconnect()');
  panel.events.length = 0;
  await panel.inRelay(passive.scripts.relay);
  await page.evaluate(passive.scripts.taps);
  await converse(page);
  await settle(page);
  expect(panel.events.filter((event) => event.kind === 'connecting').length).toBe(2);
  expect(panel.faults).toEqual([]);
});

test('what happens while the page goes away still arrives', async () => {
  const { page, panel } = await tapped();
  // The binding is gone before the document is, so these batches go to the server.
  await panel.inRelay('toPanel = (batch) => navigator.sendBeacon("/keep", batch)');
  await page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/echo`);
    await new Promise((done) => socket.addEventListener('open', done));
    addEventListener('pagehide', () => socket.send('in pagehide'));
    document.addEventListener('visibilitychange', () => socket.send('in visibilitychange'));
    addEventListener('unload', () => socket.send('in unload'));
    socket.send('just before');
  });
  await page.goto(`${passive.server.origin}/page?next`);
  await settle(page);
  for (const batch of passive.server.kept.splice(0)) panel.take(batch);
  const sent = panel.events.map(asLine).filter((line) => line.includes(' sent text '));
  expect(sent).toEqual([
    '1 sent text 11 "just before"',
    '1 sent text 11 "in pagehide"',
    '1 sent text 19 "in visibilitychange"',
    '1 sent text 9 "in unload"',
  ]);
  expect(panel.faults).toEqual([]);
});

/** The ways in which a document goes while a request of it is answered. */
const GOING = {
  'a frame is taken away': (frame: HTMLIFrameElement) => frame.remove(),
  'a frame is taken away when the page has seen enough': (frame: HTMLIFrameElement, xhr) => {
    xhr.onreadystatechange = () => frame.remove();
  },
  'a frame goes elsewhere': (frame: HTMLIFrameElement) => {
    frame.src = '/text';
  },
  'the page goes elsewhere': () => {
    location.href = '/page?next';
  },
} satisfies Record<string, (frame: HTMLIFrameElement, xhr: XMLHttpRequest) => void>;

test.each(Object.entries(GOING))('what came of an answer is kept when %s', async (_, go) => {
  const { page, panel } = await tapped();
  await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/page';
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    document.body.append(frame);
    await loaded;
  });
  await panel.inRelay('toPanel = (batch) => navigator.sendBeacon("/keep", batch)');
  await page
    .evaluate(`(async () => {
      const frame = document.querySelector('iframe');
      const xhr = new frame.contentWindow.XMLHttpRequest();
      xhr.open('GET', '/stream?hold&type=application/json');
      xhr.send();
      const come = () => xhr.responseText !== '';
      while (!come()) await new Promise((done) => xhr.addEventListener('progress', done, { once: true }));
      (${go})(frame, xhr);
    })()`)
    .catch(() => 'the page is gone');
  await until(
    async () => passive.server.kept.length,
    (count) => count > 0,
  );
  await settle(page);
  for (const batch of passive.server.kept.splice(0)) panel.take(batch);
  const told = panel.events.map(asLine).filter((line) => line.includes(' received '));
  expect(told).toEqual([expect.stringMatching(/^1 received chunk \d+ "data: one/)]);
  expect(panel.faults).toEqual([]);
});

const FETCHED = [
  '1 connecting fetch GET /text',
  '1 opened 200',
  '1 received response 13 "plain €😀"',
  '1 closed',
];

test.each([
  { kind: 'about:blank', told: [...FETCHED, ...FETCHED.map((line) => line.replace('1', '2'))] },
  { kind: 'srcdoc', told: FETCHED },
  // The document that comes takes over the window of the empty one before it.
  { kind: 'src', told: [...FETCHED, ...FETCHED] },
])('a frame from its first moment on: $kind', async ({ kind, told }) => {
  const { page, panel } = await tapped();
  await page.evaluate(async (which: string) => {
    const frame = document.createElement('iframe');
    if (which === 'srcdoc') frame.srcdoc = '<p>inside</p>';
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    document.body.append(frame);
    const inner = () => frame.contentWindow as unknown as typeof globalThis;
    const read = async () => (await inner().fetch(`${location.origin}/text`)).text();
    if (which !== 'srcdoc') await read();
    if (which === 'src') frame.src = '/page';
    if (which !== 'about:blank') await loaded;
    await new Promise((done) => setTimeout(done, 100));
    await read();
  }, kind);
  await settle(page);
  expect(panel.events.map(asLine)).toEqual(told);
  expect(panel.faults).toEqual([]);
});
