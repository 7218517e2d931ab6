import { render } from 'preact';
import browser from 'webextension-polyfill';
import { startCapture } from '../capture/capture.ts';
import { Derivation } from '../insight/derivation.ts';
import { Journal } from '../journal/journal.ts';
import taps from '../page/taps.iife.ts?script&iife';
import relay from '../relay/relay.iife.ts?script&iife';
import { App } from './app.tsx';
import { Automation } from './automation.ts';
import { PanelModel } from './panel-model.ts';
import { Recording } from './recording/recording.ts';
import { rememberedTheme } from './theme/known-theme.ts';
import { followTheme } from './theme/theme.ts';

// The entry of the panel, and its only file that knows the browser's extension interface.

followTheme(browser.devtools.panels, rememberedTheme());

const journal = new Journal();
const recording = new Recording(journal, new Derivation(journal), {
  reload: () => void browser.devtools.inspectedWindow.reload({}),
});
const automation = new Automation(recording);
Object.assign(globalThis, { pushscope: automation });
const root = document.getElementById('panel');
const model = new PanelModel(recording, localStorage);
if (root) render(<App model={model} />, root);
void model.protos.restore();

/** Address of the page that is already there, and whose first requests are past. */
async function presentPage(): Promise<string | undefined> {
  const { url } = await browser.tabs.get(browser.devtools.inspectedWindow.tabId);
  return url && /^(https?|file):/.test(url) ? url : undefined;
}

try {
  const present = await presentPage();
  const capture = await startCapture({
    scripts: { taps, relay },
    emit: (event) => recording.take(event),
    onNavigated: (url) => recording.navigated(url, Date.now()),
  });
  window.addEventListener('pagehide', () => capture.stop());
  automation.capture = capture;
  if (present !== undefined) recording.openedLate(present);
} catch (error) {
  recording.failed(error instanceof Error ? error.message : String(error));
}
