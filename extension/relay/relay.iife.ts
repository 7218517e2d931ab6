import { Relay } from './relay.ts';
import type { Runtime } from './runtime.ts';

declare const chrome: { readonly runtime: Runtime };

/** Only scripts of this extension see the globals of the isolated world. */
const world: typeof globalThis & { pushscopeRelay?: Relay } = globalThis;

// A script may be injected twice into one document, and one window may show two documents in turn.
if (!world.pushscopeRelay?.isAlive) {
  world.pushscopeRelay?.standDown();
  world.pushscopeRelay = new Relay(window, chrome.runtime);
  world.pushscopeRelay.start();
}
