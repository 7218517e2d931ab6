import browser from 'webextension-polyfill';

/** The built scripts, as the extension's own file names. */
export interface Scripts {
  /** Runs in the page's world. */
  readonly taps: string;
  /** Runs in the extension's isolated world. */
  readonly relay: string;
}

/** A panel of another tab unregistered the scripts that this one still needs. */
const UNREGISTERED = 'pushscope:unregistered';

const TAPS = 'pushscope-taps';
const RELAY = 'pushscope-relay';
const IDS = [TAPS, RELAY];

/**
 * Puts the taps into every document of the tab: into those to come before their first script, and
 * into those already there as soon as possible. Returns the undo.
 */
export async function inject(tabId: number, scripts: Scripts): Promise<() => void> {
  const listener = (message: unknown) => {
    if (message === UNREGISTERED) void register(scripts);
  };
  browser.runtime.onMessage.addListener(listener);
  await register(scripts);
  await injectNow(tabId, scripts);
  return () => {
    browser.runtime.onMessage.removeListener(listener);
    void browser.scripting.unregisterContentScripts({ ids: IDS });
    // Nobody answers where this was the last panel.
    browser.runtime.sendMessage(UNREGISTERED).catch(() => undefined);
  };
}

/** Registration is one for all panels: where another panel made it, there is nothing to do. */
async function register(scripts: Scripts): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: IDS });
  if (registered.length > 0) return;
  const everywhere = {
    matches: ['<all_urls>'],
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start' as const,
    persistAcrossSessions: false,
  };
  await browser.scripting.registerContentScripts([
    { ...everywhere, id: TAPS, js: [scripts.taps], world: 'MAIN' },
    { ...everywhere, id: RELAY, js: [scripts.relay], world: 'ISOLATED' },
  ]);
}

async function injectNow(tabId: number, scripts: Scripts): Promise<void> {
  const target = { tabId, allFrames: true };
  const now = { target, injectImmediately: true };
  // A page of the browser itself takes no scripts; its traffic is none of ours.
  await Promise.allSettled([
    browser.scripting.executeScript({ ...now, files: [scripts.relay], world: 'ISOLATED' }),
    browser.scripting.executeScript({ ...now, files: [scripts.taps], world: 'MAIN' }),
  ]);
}
