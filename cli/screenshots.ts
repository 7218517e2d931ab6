import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Page } from 'puppeteer-core';
import { dock, setTheme } from '../browser/devtools.ts';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { startDemoServer } from '../demo-server/server.ts';
import { buildExtension, buildSite } from './build.ts';
import { pictureOfCluster } from './cluster-picture.ts';
import { Failure, runCommand } from './failure.ts';
import { EXTENSION, ROOT } from './places.ts';

/** Makes the pictures of the README from the real thing: `npm run screenshots`. */

const FOLDER = join(ROOT, 'docs');
/** Pixels of the window, and the share of it that DevTools has. */
const SIZE = { width: 1600, height: 1080 };
const SHARE = 0.58;
/** How long the demo page runs before a picture is taken, in milliseconds. */
const WARM_UP = 16_000;

async function keep(name: string, picture: Uint8Array): Promise<void> {
  await writeFile(join(FOLDER, name), picture);
  process.stderr.write(`pushscope: docs/${name}, ${Math.round(picture.length / 1000)} kB\n`);
}

/** The panel in one of DevTools' themes, with a STOMP message open and one of its fields lit. */
async function takePanel(url: string, theme: 'light' | 'dark'): Promise<void> {
  const inspected = await openInspected({ extension: EXTENSION, headless: true, size: SIZE });
  try {
    const frame = await openCapturing(inspected, theme);
    await inspected.page.goto(`${url}/?autostart`);
    await sleep(WARM_UP);
    await frame.waitForSelector('.records-rows [data-record-number]');
    await pressLast(frame, '.records-rows [data-record-number]', 'MESSAGE /topic');
    await frame.waitForSelector('.tree-line.field');
    await pressLast(frame, '.tree-line.field', 'destination');
    await inspected.devtools.mouse.move(SIZE.width / 2, 10);
    await sleep(500);
    await keep(`panel-${theme}.png`, await pictureOfDevtools(inspected.devtools));
  } finally {
    await inspected.close();
  }
}

async function openCapturing(inspected: Inspected, theme: 'light' | 'dark'): Promise<Frame> {
  await setTheme(inspected.devtools, theme);
  await dock(inspected.devtools, 'bottom', SHARE);
  const frame = await inspected.openPanel();
  await new Panel(frame).ready();
  return frame;
}

/** Presses on the last element in view that contains a text: at once, for a mouse would come late. */
async function pressLast(frame: Frame, selector: string, text: string): Promise<void> {
  const isPressed = await frame.evaluate(
    (wanted, said) => {
      const all = [...document.querySelectorAll(wanted)];
      const last = all.findLast(({ textContent }) => textContent?.includes(said));
      return last?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }));
    },
    selector,
    text,
  );
  if (isPressed === undefined)
    throw new Failure(`No ${selector} says ${text}: the demo page has not said enough yet.`);
}

/** DevTools alone: the page above it is no part of its own page. */
async function pictureOfDevtools(devtools: Page): Promise<Uint8Array> {
  const { width, height } = await devtools.evaluate(() => ({
    width: innerWidth,
    height: innerHeight,
  }));
  const top = Math.ceil(height * (1 - SHARE));
  const clip = { x: 0, y: top, width, height: Math.floor(height * SHARE) - 1 };
  return devtools.screenshot({ clip, captureBeyondViewport: false });
}

async function takeDemo(url: string): Promise<void> {
  const inspected = await openInspected({ extension: EXTENSION, headless: true, size: SIZE });
  try {
    const { page } = inspected;
    await page.setViewport({ width: 1400, height: 960 });
    await page.goto(`${url}/?autostart`);
    await sleep(WARM_UP);
    await keep('demo.png', await page.screenshot({ captureBeyondViewport: false }));
  } finally {
    await inspected.close();
  }
}

/** A lesson with its diagram from real traffic, and the race at its end. */
async function takeLessons(url: string): Promise<void> {
  const inspected = await openInspected({ extension: EXTENSION, headless: true, size: SIZE });
  try {
    const { page } = inspected;
    await page.setViewport({ width: 1280, height: 1000 });
    await page.goto(`${url}/#/lesson/sse`);
    await sleep(WARM_UP / 2);
    await keep('lesson.png', await page.screenshot({ captureBeyondViewport: false }));
    await page.setViewport({ width: 1280, height: 1500 });
    await page.goto(`${url}/#/race`);
    await page.waitForSelector('[data-action="start-race"]');
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-action="start-race"]')?.click(),
    );
    const isOver = () => document.querySelector('.race[data-stage="over"]') !== null;
    await page.waitForFunction(isOver, { polling: 200, timeout: 60_000 });
    await sleep(2_000);
    await keep('race.png', await page.screenshot({ captureBeyondViewport: false }));
  } finally {
    await inspected.close();
  }
}

await runCommand(async () => {
  await buildExtension();
  await buildSite();
  await mkdir(FOLDER, { recursive: true });
  for (const theme of ['light', 'dark'] as const) await withServer((url) => takePanel(url, theme));
  await withServer(takeDemo);
  await withServer(takeLessons);
  await keep('cluster.png', await pictureOfCluster());
  return 0;
});

/** A server of its own for each picture: its stories then begin at their beginning. */
async function withServer(take: (url: string) => Promise<void>): Promise<void> {
  const server = await startDemoServer();
  try {
    await take(server.url);
  } finally {
    await server.close();
  }
}
