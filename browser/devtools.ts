import type { Frame, Page } from 'puppeteer-core';

const PANEL_FILE = 'panel.html';
const PATIENCE = 30_000;

/** Brings an extension's panel to the front in a DevTools page, and returns the frame it lives in. */
export async function showPanel(devtools: Page): Promise<Frame> {
  await showView(devtools, 'chrome-extension://');
  const frame = await devtools.waitForFrame((one) => one.url().includes(PANEL_FILE), {
    timeout: PATIENCE,
  });
  await frame.waitForSelector('[data-testid="panel"]', { timeout: PATIENCE });
  return frame;
}

/** Brings one of DevTools' own panels to the front: `network`, `console` … */
export async function showView(devtools: Page, idStart: string): Promise<void> {
  await devtools.waitForFunction(openView, { timeout: PATIENCE, polling: 100 }, idStart);
}

/** Runs inside DevTools: finds the view by the start of its id and shows it; false while it is not there. */
async function openView(idStart: string): Promise<boolean> {
  const path = './ui/legacy/legacy.js';
  const legacy = await import(/* @vite-ignore */ path);
  try {
    const manager = legacy.ViewManager.ViewManager.instance();
    const id = [...manager.views.keys()].find((key: string) => key.startsWith(idStart));
    if (id === undefined) return false;
    await manager.showView(id);
    return true;
  } catch {
    // DevTools is still starting: its settings do not exist yet.
    return false;
  }
}

/** DevTools' colour theme, as a person sets it. */
export async function setTheme(devtools: Page, theme: 'light' | 'dark'): Promise<void> {
  const value = theme === 'dark' ? 'dark' : 'default';
  await devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await devtools.evaluate(async (wanted: string) => {
    const path = './core/common/common.js';
    const common = await import(/* @vite-ignore */ path);
    common.Settings.Settings.instance().moduleSetting('ui-theme').set(wanted);
  }, value);
}
