import browser, { type Runtime } from 'webextension-polyfill';
import { type Command, PORT_NAME } from '../contract/channel.ts';
import { readBatch } from '../contract/guard.ts';
import { PageWitness, type PageWitnessContext } from './page-witness.ts';

/** Documents remembered after they are gone, by count. */
const DOCUMENTS = 200;

export interface TapPortsContext extends PageWitnessContext {
  /** The top frame's document is gone; called before what was open in it is said to be over. */
  readonly onLeft: () => void;
  /** A new document took the top frame's place; called before anything of it is reported. */
  readonly onNavigated: (url: string) => void;
}

/**
 * Answers the relays of one tab's documents. A relay of another tab is turned away; where nobody
 * wants it, its taps stand down. What document it is, is said by the browser, never by the page.
 */
export class TapPorts {
  readonly #tabId: number;
  readonly #context: TapPortsContext;
  readonly #witnesses = new Map<string, PageWitness>();
  /** Open ports, each with the key of its document. */
  readonly #ports = new Map<Runtime.Port, string>();
  #topDocument: string | undefined;

  constructor(tabId: number, context: TapPortsContext) {
    this.#tabId = tabId;
    this.#context = context;
  }

  start(): () => void {
    const listener = (port: Runtime.Port) => this.#connect(port);
    browser.runtime.onConnect.addListener(listener);
    return () => {
      browser.runtime.onConnect.removeListener(listener);
      for (const port of this.#ports.keys()) port.disconnect();
      this.#ports.clear();
    };
  }

  #connect(port: Runtime.Port): void {
    const sender = port.sender as (Runtime.MessageSender & { documentId?: string }) | undefined;
    if (port.name !== PORT_NAME || sender?.tab?.id !== this.#tabId) {
      port.disconnect();
      return;
    }
    const key = sender.documentId ?? `frame ${sender.frameId}`;
    const url = sender.url ?? '';
    if (sender.frameId === 0) this.#noticeTop(key, url);
    const witness = this.#witnesses.get(key) ?? new PageWitness(url, this.#context);
    this.#witnesses.set(key, witness);
    this.#ports.set(port, key);
    port.onMessage.addListener((message: unknown) => this.#take(port, witness, message));
    port.onDisconnect.addListener(() => this.#leave(port, witness));
    send(port, { kind: 'welcome' });
  }

  #noticeTop(key: string, url: string): void {
    const isNavigation = this.#topDocument !== undefined && this.#topDocument !== key;
    this.#topDocument = key;
    if (!isNavigation) return;
    this.#context.onLeft();
    // The old document's ports may close after the new one's opens: it is gone all the same.
    for (const witness of this.#witnesses.values()) witness.leave(Date.now());
    this.#context.onNavigated(url);
  }

  #take(port: Runtime.Port, witness: PageWitness, message: unknown): void {
    const text = (message as { readonly batch?: unknown } | null)?.batch;
    const batch = readBatch(text);
    if (!batch) {
      this.#context.emit({ kind: 'loss', reason: 'refused', count: 1 });
      return;
    }
    witness.take(batch);
    send(port, { kind: 'acknowledge', next: witness.next });
  }

  /** The witness stays: a document that comes back from the back/forward cache goes on counting. */
  #leave(port: Runtime.Port, witness: PageWitness): void {
    this.#ports.delete(port);
    witness.leave(Date.now());
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    const present = new Set(this.#ports.values());
    let surplus = this.#witnesses.size - present.size - DOCUMENTS;
    for (const key of this.#witnesses.keys()) {
      if (surplus <= 0) break;
      if (present.has(key)) continue;
      this.#witnesses.delete(key);
      surplus -= 1;
    }
  }
}

function send(port: Runtime.Port, command: Command): void {
  port.postMessage(command);
}
