import { BATCH, COMMAND, type Command, HELLO, PORT_NAME, READY } from '../contract/channel.ts';
import { readCommand } from '../contract/guard.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Runtime, RuntimePort } from './runtime.ts';

/**
 * Carries batches from one document's taps to the panel, and the panel's commands back. It serves
 * the first taps that say hello; any others in the same document are sent away. When nobody
 * listens on the panel's side, the taps stand down.
 */
export class Relay {
  readonly #window: Window;
  readonly #runtime: Runtime;
  readonly #document: Document;
  /** The private port, shared with the taps. */
  #taps: MessagePort | undefined;
  #panel: RuntimePort | undefined;
  #isFrozen = false;
  #isDown = false;

  constructor(window: Window, runtime: Runtime) {
    this.#window = window;
    this.#runtime = runtime;
    this.#document = window.document;
  }

  /** Whether it still serves the document that the window shows. */
  get isAlive(): boolean {
    return !this.#isDown && this.#document === this.#window.document;
  }

  start(): void {
    this.#window.addEventListener(HELLO, this.#onHello, true);
    this.#window.addEventListener('pagehide', this.#onPageHide, true);
    this.#window.addEventListener('pageshow', this.#onPageShow, true);
    this.#window.dispatchEvent(new Event(READY));
  }

  /** Takes the taps and itself away. */
  standDown(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#window.removeEventListener(HELLO, this.#onHello, true);
    this.#window.removeEventListener('pagehide', this.#onPageHide, true);
    this.#window.removeEventListener('pageshow', this.#onPageShow, true);
    if (this.#taps) command(this.#taps, { kind: 'stand-down' });
    this.#disconnect();
  }

  readonly #onHello = (event: Event): void => {
    const port = event instanceof MessageEvent ? event.ports[0] : undefined;
    if (!port) return;
    event.stopImmediatePropagation();
    if (this.#taps) {
      command(port, { kind: 'stand-down' });
      return;
    }
    this.#taps = port;
    port.addEventListener(BATCH, this.#onBatch);
    this.#connect();
  };

  readonly #onBatch = (event: Event): void => {
    const batch: unknown = event instanceof MessageEvent ? event.data : undefined;
    if (typeof batch !== 'string' || batch.length > LIMITS.batchMaximum) return;
    try {
      this.#panel?.postMessage({ batch });
    } catch {
      // Too long for one message, or the extension was reloaded. The numbers show the panel a gap.
      if (this.#runtime.id === undefined) this.standDown();
    }
  };

  /** Chrome closes the ports of a page that it keeps in the back/forward cache. */
  readonly #onPageHide = (event: PageTransitionEvent): void => {
    this.#isFrozen = event.persisted;
  };

  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.#isFrozen = false;
    if (!this.#taps) return;
    this.#disconnect();
    this.#connect();
  };

  #connect(): void {
    try {
      const panel = this.#runtime.connect({ name: PORT_NAME });
      panel.onMessage.addListener((message) => this.#obey(panel, message));
      panel.onDisconnect.addListener(() => this.#lose(panel));
      this.#panel = panel;
    } catch {
      this.standDown();
    }
  }

  #obey(panel: RuntimePort, message: unknown): void {
    if (panel !== this.#panel || !this.#taps) return;
    const known = readCommand(JSON.stringify(message));
    if (!known) return;
    if (known.kind === 'stand-down') this.standDown();
    else command(this.#taps, known);
  }

  #lose(panel: RuntimePort): void {
    // Read, so that the browser does not write it to the page's console.
    void this.#runtime.lastError;
    if (panel !== this.#panel || this.#isFrozen) return;
    this.#panel = undefined;
    this.standDown();
  }

  #disconnect(): void {
    const panel = this.#panel;
    this.#panel = undefined;
    try {
      panel?.disconnect();
    } catch {
      // The extension was reloaded: the port is gone with it.
    }
  }
}

function command(taps: MessagePort, what: Command): void {
  taps.dispatchEvent(new MessageEvent(COMMAND, { data: JSON.stringify(what) }));
}
