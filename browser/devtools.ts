import type { Frame, Page } from 'puppeteer-core';

const PANEL_FILE = 'panel.html';
const PATIENCE = 30_000;

/*
 * What runs inside DevTools is written as text: build tools and test runners rewrite the dynamic
 * imports of a function, and DevTools' own modules can be had in no other way.
 */

/** Brings an extension's panel to the front in a DevTools page, and returns the frame it lives in. */
export async function showPanel(devtools: Page): Promise<Frame> {
  await showView(devtools, 'chrome-extension://');
  const frame = await devtools.waitForFrame((one) => one.url().includes(PANEL_FILE), {
    timeout: PATIENCE,
  });
  await frame.waitForSelector('#panel > *', { timeout: PATIENCE });
  return frame;
}

/** Waits until DevTools knows a view, by the start of its id: it has then begun to watch the page. */
export async function waitForView(devtools: Page, idStart: string): Promise<void> {
  await devtools.waitForFunction(findView(idStart, 'true'), { timeout: PATIENCE, polling: 100 });
}

/** Brings one of DevTools' own panels to the front, by the start of its id: `network`, `console` … */
export async function showView(devtools: Page, idStart: string): Promise<void> {
  const show = 'manager.showView(id).then(() => true)';
  await devtools.waitForFunction(findView(idStart, show), { timeout: PATIENCE, polling: 100 });
}

/** False while the view is not there, or DevTools is still starting and has no settings yet. */
const findView = (idStart: string, found: string) => `(async () => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  try {
    const manager = ViewManager.ViewManager.instance();
    const id = [...manager.views.keys()].find((key) => key.startsWith(${JSON.stringify(idStart)}));
    return id === undefined ? false : await ${found};
  } catch {
    return false;
  }
})()`;

/** DevTools' colour theme, as a person sets it. */
export async function setTheme(devtools: Page, theme: 'light' | 'dark'): Promise<void> {
  await devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await devtools.evaluate(`(async () => {
    const { Settings } = await import('./core/common/common.js');
    Settings.Settings.instance().moduleSetting('ui-theme').set(${theme === 'dark' ? "'dark'" : "'default'"});
  })()`);
}

/** Docks DevTools beside or below the page, on so much of the window where a share is given. */
export async function dock(
  devtools: Page,
  side: 'right' | 'bottom',
  share?: number,
): Promise<void> {
  await devtools.evaluate(`(async () => {
    const { DockController, InspectorView } = await import('./ui/legacy/legacy.js');
    DockController.DockController.instance().setDockSide('${side}');
    const share = ${share};
    const whole = ${side === 'right' ? 'innerWidth' : 'innerHeight'};
    const split = InspectorView.InspectorView.instance().parentWidget();
    if (share !== undefined) split?.setSidebarSize?.(whole * share);
  })()`);
}
