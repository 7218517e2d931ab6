import type { Frame, Page } from 'puppeteer-core';
import { Failure } from './failure.ts';

/** How long a page may take to arrive, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Goes to a page, and is there as soon as its document is: how long the rest of it takes to come,
 * and whether it ever does, is part of what is recorded.
 *
 * @throws {Failure} where the page cannot be reached
 */
export async function visit(page: Page, url: string): Promise<void> {
  const loaded = page
    .goto(url, { waitUntil: 'domcontentloaded', timeout: PATIENCE })
    .then(() => undefined, reasonOf);
  const reason = await Promise.race([arrival(page), loaded]);
  if (reason !== undefined) throw new Failure(`${url} could not be opened: ${reason}`);
}

/** Resolves once a document took the place of the present one, unless it is the browser's error page. */
function arrival(page: Page): Promise<undefined> {
  return new Promise((done) => {
    page.on('framenavigated', (frame: Frame) => {
      const isErrorPage = frame.url().startsWith('chrome-error:');
      if (frame === page.mainFrame() && !isErrorPage) done(undefined);
    });
  });
}

function reasonOf(error: unknown): string {
  const words = (error instanceof Error ? error.message : String(error)).split(' at ')[0] ?? '';
  if (words.includes('net::ERR_ABORTED'))
    return `${words}. It is no page, but a download or an answer without content.`;
  return `${words}. Is the address right and the server running?`;
}

/** Nobody is there to answer a page's dialogs, and until one is answered, the page stands still. */
export function answerDialogs(page: Page): void {
  page.on('dialog', (dialog) => {
    dialog.accept().catch(() => undefined);
  });
}
