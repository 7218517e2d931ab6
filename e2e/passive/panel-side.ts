import type { CDPSession, Page } from 'puppeteer-core';
import type { PageEvent } from '../../extension/contract/events.ts';
import { readBatch } from '../../extension/contract/guard.ts';
import type { Scripts } from './scripts.ts';

const WORLD = 'pushscope-relay';

/** The extension API as the relay needs it, with a panel that welcomes it and takes everything. */
const RUNTIME = `
  globalThis.panel = { connections: 0, disconnect() {}, command() {} };
  globalThis.chrome = { runtime: { id: 'test', connect() {
    const messages = [], disconnects = [];
    panel.connections++;
    panel.disconnect = () => disconnects.forEach((each) => each());
    panel.command = (command) => messages.forEach((each) => each(command));
    // Timer ids are shared between the worlds, and a page can see them.
    scheduler.postTask(() => panel.command({ kind: 'welcome' }));
    return {
      postMessage({ batch }) { toPanel(batch); },
      disconnect() {},
      onMessage: { addListener: (each) => messages.push(each) },
      onDisconnect: { addListener: (each) => disconnects.push(each) },
    };
  } } };
`;

/** What the panel would have of one page: a relay in an isolated world and the events it brought. */
export class PanelSide {
  readonly events: PageEvent[] = [];
  /** What the guard refused, and gaps in the running numbers: must stay empty. */
  readonly faults: string[] = [];
  readonly #session: CDPSession;
  #world: number | undefined;
  #next = 0;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Puts the taps and the relay into every document that `page` shows from now on. */
  static async watch(
    page: Page,
    scripts: Scripts,
    order: 'taps first' | 'relay first' = 'taps first',
  ): Promise<PanelSide> {
    const session = await page.createCDPSession();
    const panel = new PanelSide(session);
    session.on('Runtime.bindingCalled', ({ payload }) => panel.take(payload));
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) panel.#world = context.id;
    });
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('Runtime.addBinding', { name: 'toPanel', executionContextName: WORLD });
    const relay = { source: `${RUNTIME}${scripts.relay}`, worldName: WORLD };
    const taps = { source: scripts.taps };
    for (const script of order === 'taps first' ? [taps, relay] : [relay, taps]) {
      await session.send('Page.addScriptToEvaluateOnNewDocument', script);
    }
    return panel;
  }

  /** Runs an expression in the relay's world. */
  async inRelay(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      ...(this.#world !== undefined && { contextId: this.#world }),
    });
    return result.value;
  }

  /** Takes one batch, checked as the panel checks it. */
  take(text: string): void {
    const batch = readBatch(text);
    if (!batch) {
      this.faults.push(`no batch: ${text.slice(0, 200)}`);
      return;
    }
    if (batch.first === 0) this.#next = 0;
    if (batch.first !== this.#next) this.faults.push(`gap: ${this.#next} to ${batch.first}`);
    if (batch.refused > 0) this.faults.push(`${batch.refused} refused in ${text.slice(0, 2000)}`);
    this.#next = batch.next;
    this.events.push(...batch.events);
  }
}
