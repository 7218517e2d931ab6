import puppeteer, { type Browser } from 'puppeteer-core';
import { findBrowser } from './find-browser.mjs';
import { browserFlags } from './flags.ts';

export interface LaunchOptions {
  /** Folder of the built extension; without it the browser has only its own panels. */
  readonly extension?: string;
  readonly headless: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * Starts a browser with a fresh profile, and with DevTools open on whatever page it shows.
 *
 * @throws where no browser is installed
 */
export async function launchBrowser(options: LaunchOptions): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chrome, Chromium or Edge found: run `npm start` once.');
  return puppeteer.launch({
    executablePath,
    headless: options.headless,
    devtools: true,
    pipe: true,
    // The commands end the browser themselves, once the log is written.
    handleSIGINT: false,
    handleSIGTERM: false,
    defaultViewport: null,
    // A person would be told that test software controls the browser they look at.
    ignoreDefaultArgs: options.headless ? [] : ['--enable-automation'],
    enableExtensions: options.extension ? [options.extension] : false,
    args: browserFlags(options.size ?? { width: 1400, height: 900 }),
  });
}
