/**
 * The private channel between the page's world and the relay, and the port from relay to panel.
 *
 * The page script makes a MessageChannel and dispatches a MessageEvent of type HELLO on `window`
 * with one of its ports. The relay takes that port from the event. Both worlds now hold the same
 * EventTarget, which nobody else can reach: events dispatched on it travel synchronously, so that
 * nothing is lost when the document goes away.
 */

/** Version of the vocabulary; a batch of another version is dropped and counted. */
export const VERSION = 1;

/** Page → relay, on `window`, once: carries the private port. */
export const HELLO = 'pushscope:hello';
/** Relay → page, on `window`, when the relay started first or anew: "say hello again". */
export const READY = 'pushscope:ready';
/** Page → relay, on the private port: `data` is a batch as JSON text. */
export const BATCH = 'batch';
/** Relay → page, on the private port: `data` is a {@link Command} as JSON text. */
export const COMMAND = 'command';
/** Name of the relay's runtime port. */
export const PORT_NAME = 'pushscope';

/**
 * What the page sends: its events in order. `first` is the running number of the first one in its
 * document, so that the panel can prove that none is missing. A run counts as its messages.
 */
export interface Batch {
  readonly version: number;
  readonly first: number;
  readonly events: readonly unknown[];
}

/** What the panel may tell the taps. */
export type Command =
  /** The panel serves this tab: start sending. */
  | { readonly kind: 'welcome' }
  /** The panel has taken everything up to this running number, exclusive. */
  | { readonly kind: 'acknowledge'; readonly next: number }
  /** Nobody listens: put every native function back. */
  | { readonly kind: 'stand-down' };
