import type { JsonOutline } from '../../bytes/json/outline.ts';
import { Payload } from '../../bytes/payload.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ConnectionFacts, Decoder, Direction, Recognition } from '../contract.ts';
import { outlineForSniffing } from '../json-text.ts';
import { Conversation } from './conversation.ts';
import { LineSession } from './line-session.ts';
import { PUSHES } from './words.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of Centrifugo' };

/**
 * Centrifugo's client protocol, version 2, in JSON: one or more lines per message, or a line at a
 * time in a streamed body (centrifugal/protocol, definitions/client.proto; centrifuge-js, src).
 */
export const centrifugo: Decoder = {
  protocol: 'centrifugo',
  title: 'Centrifugo',
  specification: 'https://centrifugal.dev/docs/transports/client_protocol',
  versions: '2, JSON, also one-way and over HTTP streams',
  recognisedBy: 'subprotocol, URL, first message',
  channels: 'channels',
  claims,
  textStarts: '{',
  memberNames: ['id', 'connect', 'subscribe', 'push'],
  sniffs(payload, direction) {
    if (!PATTERN.test(beginningOf(payload))) return undefined;
    const outline = outlineForSniffing(firstLine(payload), PATTERN);
    return outline?.kind === 'object' && isCentrifugo(outline, direction) ? CONTENT : undefined;
  },
  open: ({ url }) => new LineSession(new Conversation(ONE_WAY.test(url))),
};

/** How far the end of the first line is looked for: long messages are most often one. */
const SAMPLE = 64 * 1024;

function firstLine(payload: Payload): Payload {
  const end = payload.bytes.subarray(0, SAMPLE).indexOf(0x0a);
  return end < 0 ? payload : Payload.ofBytes(payload.bytes.subarray(0, end));
}

/** Most texts are told apart by their beginning, without a look at the rest. */
function beginningOf(payload: Payload): string {
  if (payload.isText) return payload.text.slice(0, BEGINNING);
  return decodeUtf8(payload.bytes.subarray(0, BEGINNING));
}

const BEGINNING = 1024;
const PATTERN = /"(?:connect|subscribe|push)"\s*:\s*\{/;

/**
 * Paths are Centrifugo's own defaults. JSON has no subprotocol there, Protobuf has one; over HTTP
 * Protobuf is declared by its MIME type.
 */
function claims({ transport, protocol, url, mime }: ConnectionFacts): Recognition | undefined {
  if (protocol === 'centrifuge-json') {
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  }
  const isOurs = /^wss?:\/\/[^/?#]+\/connection\/(?:uni_)?websocket(?:[?#]|$)/.test(url);
  if (transport === 'websocket') {
    return !protocol && isOurs ? { by: 'url', reason: 'path /connection/websocket' } : undefined;
  }
  const path = mime === 'application/octet-stream' ? undefined : HTTP_PATH.exec(url)?.[1];
  return path === undefined ? undefined : { by: 'url', reason: `path ${path}` };
}

const HTTP_PATH = /^https?:\/\/[^/?#]+(\/connection\/(?:uni_)?http_stream|\/emulation)(?:[?#]|$)/;
/** Where the client says nothing but that it connects. */
const ONE_WAY = /\/connection\/uni_\w+(?:[?#]|$)/;

function isCentrifugo(outline: JsonOutline, direction: Direction): boolean {
  if (direction === 'received' && outline.members.length === 1) {
    const connected = outline.inside('connect');
    if (connected) return connected.text('client') !== undefined && connected.has('version');
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
