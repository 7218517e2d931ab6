/**
 * The few words of the extension API that the relay speaks. It goes into every frame of a page, so
 * it does without the polyfill: Chrome and Firefox both offer these under `chrome`.
 */
export interface RuntimePort {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface Runtime {
  /** The extension; absent once it was reloaded or removed under the script's feet. */
  readonly id?: string | undefined;
  connect(options: { readonly name: string }): RuntimePort;
  /** Why the last call failed; unread, the browser writes it to the page's console. */
  readonly lastError?: { readonly message?: string } | undefined;
}
