import type { JsonOutline } from '../../bytes/json/outline.ts';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Decoder, Direction, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { separatedBy } from '../separated.ts';
import { Conversation } from './conversation.ts';
import { PUSHES } from './words.ts';

const LINE_FEED = 0x0a;
const CONTENT: Recognition = { by: 'content', reason: 'a message of Centrifugo' };

/** Centrifugo's client protocol, version 2, in JSON: one or more lines per message. */
export const centrifugo: Decoder = {
  protocol: 'centrifugo',
  title: 'Centrifugo',
  specification: 'https://centrifugal.dev/docs/transports/client_protocol',
  versions: '2, JSON',
  recognisedBy: 'subprotocol, URL, first message',
  channels: 'channels',
  claims,
  textStarts: '{',
  sniffs(payload, direction) {
    const outline = outlineForSniffing(firstLine(payload), PATTERN);
    return outline?.kind === 'object' && isCentrifugo(outline, direction) ? CONTENT : undefined;
  },
  open() {
    const conversation = new Conversation();
    return new JsonSession({
      protocol: 'centrifugo',
      unit: 'a Centrifugo message',
      pieces: separatedBy(LINE_FEED),
      read: (text) => conversation.read(text),
    });
  },
};

function firstLine(payload: Payload): Payload {
  const end = payload.bytes.indexOf(LINE_FEED);
  return end < 0 ? payload : Payload.ofBytes(payload.bytes.subarray(0, end));
}

const PATTERN = /"(?:connect|subscribe|push)"\s*:\s*\{/;

/** The path is Centrifugo's own default; JSON has no subprotocol there, Protobuf has one. */
function claims({ transport, protocol, url }: ConnectionFacts): Recognition | undefined {
  if (protocol === 'centrifuge-json') {
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  }
  const isOurs = /^wss?:\/\/[^/?#]+\/connection\/(?:uni_)?websocket(?:[?#]|$)/.test(url);
  return transport === 'websocket' && !protocol && isOurs
    ? { by: 'url', reason: 'path /connection/websocket' }
    : undefined;
}

function isCentrifugo(outline: JsonOutline, direction: Direction): boolean {
  if (direction === 'received' && outline.members.length === 1) {
    const push = outline.inside('push');
    const isNamed = push?.text('channel') !== undefined && push.members.length === 2;
    return isNamed && PUSHES.some((name) => push.inside(name)?.kind === 'object');
  }
  if (outline.members.length !== 2 || outline.member('id')?.kind !== 'number') return false;
  const connect = outline.inside('connect');
  if (direction === 'received') return connect?.text('client') !== undefined;
  if (connect) return connect.kind === 'object';
  return outline.inside('subscribe')?.text('channel') !== undefined;
}
