import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { EXTENSION } from '../cli/places.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { until } from './until.ts';

let server: DemoServer;
let inspected: Inspected;

beforeAll(async () => {
  server = await startDemoServer();
  inspected = await openInspected({ extension: EXTENSION, headless: true });
  await inspected.page.goto(`${server.url}/nothing-here`);
  await inspected.page.evaluate(REMEMBER);
});

afterAll(async () => {
  await inspected?.close();
  await server?.close();
});

/** Remembers, before anything is tapped, every property that a tap might replace. */
const REMEMBER = `
  window.places = [
    [window, ['WebSocket', 'EventSource', 'XMLHttpRequest', 'fetch', 'Request', 'Response']],
    [Function.prototype, ['toString']],
    ...[WebSocket, EventSource, XMLHttpRequest, Request, Response, EventTarget, ReadableStream,
      ReadableStreamDefaultReader, ReadableStreamBYOBReader,
    ].map(({ prototype }) => [prototype, Reflect.ownKeys(prototype)]),
  ];
  window.before = places.map(([owner, keys]) => keys.map((key) => Object.getOwnPropertyDescriptor(owner, key)));
  window.changed = () => places.flatMap(([owner, keys], place) => keys.filter((key, at) => {
    const [was, is] = [before[place][at], Object.getOwnPropertyDescriptor(owner, key)];
    return ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'].some((part) => was[part] !== is[part]);
  }).map(String));
`;

const changed = (page: Page) => page.evaluate('changed()') as Promise<string[]>;

describe('the page’s natives', () => {
  it('are tapped while the panel serves the tab, and come back, every one, when it closes', async () => {
    const frame = await inspected.openPanel();
    await new Panel(frame).ready();
    const tapped = await until(
      () => changed(inspected.page),
      (names) => names.length > 0,
    );
    expect(tapped).toEqual(
      expect.arrayContaining(['WebSocket', 'EventSource', 'XMLHttpRequest', 'fetch']),
    );
    await inspected.devtools.close();
    expect(
      await until(
        () => changed(inspected.page),
        (names) => names.length === 0,
      ),
    ).toEqual([]);
  });

  it('stay untouched in a document loaded after the panel closed', async () => {
    const page = await inspected.browser.newPage();
    await page.goto(`${server.url}/nothing-here`);
    expect(await until(() => stackOfFetch(page), isOwn)).not.toContain('chrome-extension:');
    await page.close();
  });
});

describe('a tab that no panel serves', () => {
  it('gets its natives back at once, while a panel serves another', async () => {
    const served = await openInspected({ extension: EXTENSION, headless: true });
    try {
      await new Panel(await served.openPanel()).ready();
      const other = await served.browser.newPage();
      await other.goto(`${server.url}/nothing-here`);
      expect(await until(() => stackOfFetch(other), isOwn)).not.toContain('chrome-extension:');
    } finally {
      await served.close();
    }
  });
});

/** A tap stands in the call stack of what it taps; a native does not. */
function stackOfFetch(page: Page): Promise<string> {
  return page.evaluate(() => {
    let stack = '';
    const headers = {
      get accept() {
        stack = new Error('read').stack ?? '';
        return '*/*';
      },
    };
    new XMLHttpRequest();
    void fetch('/nothing-here', { headers }).catch(() => undefined);
    return stack;
  });
}

const isOwn = (stack: string) => !stack.includes('chrome-extension:');
