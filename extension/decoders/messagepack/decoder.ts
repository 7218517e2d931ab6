import type { ConnectionFacts, Decoder, Problem, Recognition } from '../contract.ts';
import { isPlainText, type ValueFormat, ValueSession } from '../value-stream.ts';
import { beginsContainer, NEVER_USED } from './head.ts';
import { messagePackLayer } from './layer.ts';
import { looksLikeMessagePack } from './sniff.ts';
import { MessagePackScanner } from './value-scanner.ts';

const MIME = /^application\/(?:(?:x-|vnd\.|x\+)?msgpack|x-messagepack)$|\+msgpack$/;
const SUBPROTOCOL = /msgpack|messagepack/i;
const CONTENT: Recognition = {
  by: 'content',
  reason: 'the whole message is one MessagePack value',
};

/** So many values that are all letters are text. */
const LETTERS = 4;

const FORMAT: ValueFormat = {
  protocol: 'messagepack',
  title: 'MessagePack',
  scanner: () => new MessagePackScanner(),
  isPlain: (bytes) => !beginsContainer(bytes[0]),
  foreignness,
  layer: messagePackLayer,
};

/** MessagePack: values one after the other, each message whole or a body in parts. */
export const messagepack: Decoder = {
  protocol: 'messagepack',
  title: 'MessagePack',
  specification: 'https://github.com/msgpack/msgpack/blob/master/spec.md',
  versions: 'with timestamps',
  recognisedBy: 'MIME type, subprotocol, a whole map',
  channels: '',
  isStateless: true,
  claims,
  textStarts: '',
  sniffs: (payload) => (looksLikeMessagePack(payload) ? CONTENT : undefined),
  open: () => new ValueSession(FORMAT),
};

function claims({ protocol, mime }: ConnectionFacts): Recognition | undefined {
  if (protocol !== undefined && SUBPROTOCOL.test(protocol))
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  if (mime !== undefined && MIME.test(mime)) return { by: 'mime', reason: `MIME type ${mime}` };
  return undefined;
}

/** Every letter is a small number: a few of them prove nothing. */
function foreignness(bytes: Uint8Array): Problem | undefined {
  if (bytes[0] === NEVER_USED) {
    return { kind: 'never-used', offset: 0, reason: 'No value begins with the byte 0xc1.' };
  }
  if (bytes.length < LETTERS || !isPlainText(bytes)) return undefined;
  return { kind: 'plain-text', offset: 0, reason: 'Every byte is a letter: this is text.' };
}
