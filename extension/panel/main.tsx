import { render } from 'preact';
import browser from 'webextension-polyfill';
import { startCapture } from '../capture/capture.ts';
import { Derivation } from '../insight/derivation.ts';
import { Journal } from '../journal/journal.ts';
import taps from '../page/taps.iife.ts?script&iife';
import relay from '../relay/relay.iife.ts?script&iife';
import { App } from './app.tsx';
import { PanelModel } from './panel-model.ts';
import { Recording } from './recording/recording.ts';
import { followTheme } from './theme/theme.ts';

// The entry of the panel, and its only file that knows the browser's extension interface.

followTheme(browser.devtools.panels.themeName);

const journal = new Journal();
const recording = new Recording(journal, new Derivation(journal), {
  reload: () => void browser.devtools.inspectedWindow.reload({}),
});
const root = document.getElementById('panel');
if (root) render(<App model={new PanelModel(recording)} />, root);

/** Whether the inspected tab shows a page whose first requests are already past. */
async function isPageThere(): Promise<boolean> {
  const { inspectedWindow } = browser.devtools;
  const [isThere] = await inspectedWindow.eval('/^(https?|file):$/.test(location.protocol)');
  return isThere === true;
}

try {
  const isLate = await isPageThere();
  const capture = await startCapture({
    scripts: { taps, relay },
    emit: (event) => recording.take(event),
    onNavigated: (url) => recording.navigated(url, Date.now()),
  });
  window.addEventListener('pagehide', () => capture.stop());
  if (isLate) recording.openedLate();
} catch (error) {
  recording.failed(error instanceof Error ? error.message : String(error));
}
