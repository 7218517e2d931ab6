/** Something that went from the page to the server or back, as the client that made it saw it. */
export interface Crossing {
  /** Seen from the page. */
  readonly direction: 'sent' | 'received';
  /** Which exchange or socket it belongs to: counted from 1 on this page. */
  readonly exchange: number;
  /** `request` opens an exchange, `answer` ends it; a stream's head is a `begin`, its end an `end`. */
  readonly role: 'request' | 'answer' | 'begin' | 'message' | 'end';
  /** What it says, in the protocol's own words. */
  readonly label: string;
  /** Bytes of headers and framing. */
  readonly head: number;
  /** Bytes of payload. */
  readonly body: number;
  /** Whether a page cannot see all of the head, so that its size is reckoned. */
  readonly isEstimate: boolean;
  /** How many messages the server may still send after it, where the page has to ask for them. */
  readonly credit?: number;
}

let exchanges = 0;

/** Number of the next exchange. */
export function nextExchange(): number {
  exchanges += 1;
  return exchanges;
}
