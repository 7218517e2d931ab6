import type { ConnectionFacts, Decoder, Problem, Recognition } from '../contract.ts';
import { isPlainText, type ValueFormat, ValueSession } from '../value-stream.ts';
import { Head, MAJOR } from './head.ts';
import { endOfItem, ItemScanner } from './item-scanner.ts';
import { cborLayer } from './layer.ts';
import { isSelfDescribed, looksLikeMap } from './sniff.ts';

const MIME = /^application\/cbor(?:-seq)?$|\+cbor(?:-seq)?$/;
const TAGGED: Recognition = { by: 'content', reason: 'begins with the tag of self-described CBOR' };
const MAP: Recognition = { by: 'content', reason: 'the whole message is one CBOR map' };

/** So many bytes that are all letters are text, unless they are a whole item. */
const LETTERS = 4;

const FORMAT: ValueFormat = {
  protocol: 'cbor',
  title: 'CBOR',
  scanner: () => new ItemScanner(),
  isPlain,
  foreignness,
  layer: cborLayer,
};

/** CBOR: data items one after the other, each message whole or a body in parts. */
export const cbor: Decoder = {
  protocol: 'cbor',
  title: 'CBOR',
  specification: 'https://www.rfc-editor.org/rfc/rfc8949',
  versions: 'RFC 8949',
  recognisedBy: 'MIME type, subprotocol, tag 55799, a whole map',
  channels: '',
  isStateless: true,
  claims,
  textStarts: '',
  sniffs: (payload) =>
    (isSelfDescribed(payload) && TAGGED) || (looksLikeMap(payload) ? MAP : undefined),
  open: () => new ValueSession(FORMAT),
};

function claims({ protocol, mime }: ConnectionFacts): Recognition | undefined {
  if (protocol !== undefined && /cbor/i.test(protocol))
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  if (mime !== undefined && MIME.test(mime)) return { by: 'mime', reason: `MIME type ${mime}` };
  return undefined;
}

function foreignness(bytes: Uint8Array): Problem | undefined {
  if (new Head().read(bytes, 0) === 'reserved') {
    return { kind: 'reserved', offset: 0, reason: 'No data item begins with this byte.' };
  }
  const isText = bytes.length >= LETTERS && isPlainText(bytes);
  if (!isText || endOfItem(bytes, 0) !== undefined) return undefined;
  return { kind: 'plain-text', offset: 0, reason: 'Every byte is a letter: this is text.' };
}

/** Numbers and simple values. */
function isPlain(bytes: Uint8Array): boolean {
  const major = (bytes[0] ?? 0) >> 5;
  return major === MAJOR.unsigned || major === MAJOR.negative || major === MAJOR.simple;
}
