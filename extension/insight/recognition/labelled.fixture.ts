import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import type { CaptureEvent, Content } from '../../contract/capture.ts';
import type { Direction, MessageType, Transport } from '../../contract/words.ts';
import { Journal } from '../../journal/journal.ts';
import { Derivation } from '../derivation.ts';

/** One message of a labelled connection. */
export interface Said {
  readonly direction: Direction;
  readonly content: Extract<Content, { kind: 'text' | 'binary' }>;
  readonly type?: MessageType;
  readonly event?: { readonly type: string; readonly id: string };
}

/** What is declared of a labelled connection; a WebSocket to `/socket` where nothing is. */
export interface Declared {
  readonly transport?: Transport;
  readonly url?: string;
  readonly protocol?: string;
  readonly mime?: string;
  readonly requestMime?: string;
}

/** A connection, and what it is. */
export interface Labelled extends Declared {
  /** For people: what it is about. */
  readonly what: string;
  readonly says: readonly Said[];
  /** What every record is to be read as, or each in turn: the outermost protocols. */
  readonly is: string | readonly string[];
  /** All layers that some record has to have: `sockjs > stomp > json`. */
  readonly inside?: string;
  /** By what it is to be recognised. */
  readonly by?: string;
}

/** A text, or a value as JSON. */
export const sent = (text: unknown): Said => said('sent', text);
export const received = (text: unknown): Said => said('received', text);

function said(direction: Direction, value: unknown): Said {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { direction, content: { kind: 'text', text } };
}

/** Bytes, or their hex digits; white space is for the reader. */
export const sentBytes = (bytes: string | Uint8Array): Said => saidBytes('sent', bytes);
export const receivedBytes = (bytes: string | Uint8Array): Said => saidBytes('received', bytes);

function saidBytes(direction: Direction, bytes: string | Uint8Array): Said {
  const content = typeof bytes === 'string' ? hex(bytes) : bytes;
  return { direction, content: { kind: 'binary', bytes: content } };
}

/** A piece of a body that is still being received. */
export const chunk = (one: Said): Said => ({ ...one, type: 'chunk' });

/** An event as EventSource dispatched it. */
export const dispatched = (type: string, data: string): Said => ({
  ...received(data),
  type: 'event',
  event: { type, id: '' },
});

export function hex(digits: string): Uint8Array {
  const pairs = digits.replaceAll(/\s/g, '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As the libraries of applications write it. */
export const asMessagePack = (value: unknown): Uint8Array => encodeMessagePack(value);
export const asCbor = (value: unknown): Uint8Array => encodeCbor(value);

/** One reading of a record: its protocols from the outside in, and why the outermost was chosen. */
export interface Reading {
  readonly path: string;
  readonly protocol: string;
  readonly by: string;
  readonly reason: string;
}

const START = 1795160000000;

/** Reads a labelled connection to its end, message by message, as it would come in. */
export function readingsOf({ says, ...declared }: Declared & Pick<Labelled, 'says'>) {
  const journal = new Journal();
  const derivation = new Derivation(journal);
  for (const event of eventsOf(declared, says)) {
    journal.take(event);
    derivation.advance(START);
  }
  return derivation.records.all.map(({ layers, recognitions: [why] }): Reading => {
    const path = layers.map(({ protocol }) => protocol);
    const { by = '', reason = '' } = why ?? {};
    return { path: path.join(' > '), protocol: path[0] ?? '', by, reason };
  });
}

function* eventsOf(declared: Declared, says: readonly Said[]): Generator<CaptureEvent> {
  const { transport = 'websocket', url = 'wss://app.example/socket', protocol } = declared;
  const { mime, requestMime } = declared;
  const connection = 'c1';
  yield { kind: 'seen', connection, transport, url, openedAt: START, witness: 'page' };
  const header = (value: string) => [['content-type', value]] as const;
  const facts = {
    ...(protocol !== undefined && { protocol }),
    ...(mime !== undefined && { responseHeaders: header(mime) }),
    ...(requestMime !== undefined && { requestHeaders: header(requestMime) }),
  };
  yield { kind: 'changed', connection, change: { state: 'open', ...facts } };
  for (const [position, one] of says.entries()) {
    const { direction, content, event, type = typeOf(transport, one) } = one;
    const size = content.kind === 'text' ? content.text.length : content.bytes.length;
    const about = { connection, position, time: START + position, direction, type, size, content };
    yield { kind: 'message', ...about, ...(event && { event }) };
  }
  yield { kind: 'changed', connection, change: { state: 'closed', closedAt: START + says.length } };
}

function typeOf(transport: Transport, { direction, content }: Said): MessageType {
  if (transport === 'websocket') return content.kind;
  return direction === 'sent' ? 'request' : 'response';
}
