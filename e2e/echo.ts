import type { Page } from 'puppeteer-core';

/** Runs a script in the page, as the page's own. */
export function run(page: Page, script: string): Promise<unknown> {
  return page.evaluate(`(async () => { ${script} })()`);
}

/** Opens a socket of the demo server in the page, known there as `socket`. */
export async function openSocket(page: Page, path: string, protocol = ''): Promise<void> {
  await run(
    page,
    `window.socket = new WebSocket('ws://' + location.host + '${path}'${protocol && `, '${protocol}'`});
     socket.binaryType = 'arraybuffer';
     await new Promise((done) => { socket.onopen = done; });`,
  );
}

/** Sends texts to the echo, and waits until all of them are back. */
export async function echo(page: Page, ...texts: readonly string[]): Promise<void> {
  await run(
    page,
    `let left = ${texts.length};
     await new Promise((done) => {
       socket.onmessage = () => { left -= 1; if (left === 0) done(); };
       for (const text of ${JSON.stringify(texts)}) socket.send(text);
     });`,
  );
}
