/**
 * Every limit on what is captured, in one place. What goes over one is counted and shown, or ends in
 * an ellipsis. Bytes unless said.
 */
export const LIMITS = {
  /** One payload as the page sends it to the panel; the rest is cut off and marked `truncated`. */
  payload: 16 * 1024 * 1024,
  /** A batch is sent once it holds this much, without waiting for the timer. */
  batch: 1024 * 1024,
  /** Longest batch the relay and the panel accept. */
  batchMaximum: 64 * 1024 * 1024,
  /** How long an event may wait in the page for company, in milliseconds; */
  batchDelay: 25,
  /** and how long where the batch before it held this many events: fewer batches cost the page less. */
  batchDelayBusy: 100,
  batchBusy: 100,
  /** Sent by a page and not yet acknowledged by the panel; beyond it, messages are dropped. */
  unacknowledged: 256 * 1024 * 1024,
  /** URL, header, reason or error text of one event, in characters; a longer one ends in `…`. */
  label: 64 * 1024,
  /** Headers of one message head, by count. */
  headers: 1000,
  /** Messages the journal keeps; the oldest make room. */
  journalMessages: 1_000_000,
  /** Payload bytes the journal keeps; the oldest make room. */
  journalPayload: 512 * 1024 * 1024,
  /** Connections the journal keeps, by count; the oldest closed ones make room. */
  journalConnections: 100_000,
  /** One protocol unit that a decoder holds back while it waits for the rest. */
  decoderPending: 16 * 1024 * 1024,
  /** Text that a decoder puts together from the pieces of one streamed answer, in characters. */
  decoderGathered: 4 * 1024 * 1024,
  /** What compressed bytes of one unit may become: this at most, */
  inflated: 16 * 1024 * 1024,
  /** and so many times their size, where it is more than the second number. */
  inflatedRatio: 100,
  inflatedFreely: 256 * 1024,
  /** Nesting a decoder follows, by depth. */
  decoderDepth: 200,
} as const;
