import type { PayloadFrame } from '../../wire/rsocket/frame.ts';

/** What became of a request: how it is answered, and what the client can still do to it. */
export interface Exchange {
  /**
   * Starts once the stream is known.
   * @throws {Refusal} when the request is wrong
   */
  begin(): void;
  /** The client takes so many payloads more. */
  request(n: number): void;
  /** The client's next payload, whole; only channels have more than one. */
  payload(frame: PayloadFrame): void;
  /** The client is gone, has cancelled or failed: lets go of everything. */
  stop(): void;
}

/** An exchange that ends by itself; the client can only stop listening. */
export function onlyBegin(begin: () => void): Exchange {
  const nothing = () => undefined;
  return { begin, request: nothing, payload: nothing, stop: nothing };
}
