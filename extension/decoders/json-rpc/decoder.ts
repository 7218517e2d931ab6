import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Decoder, Recognition } from '../contract.ts';
import { perExchange } from '../exchange.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { piecesOf } from './batch.ts';
import { Conversation } from './conversation.ts';

const MIME = /^application\/(?:json-rpc|jsonrequest)$/;
/** Subprotocols in use; none is registered. The Model Context Protocol is JSON-RPC. */
const SUBPROTOCOL = /^(?:json-?rpc(?:-?2\.0)?|mcp)$/i;
const VERSION = /"jsonrpc"\s*:\s*"2\.0"/;
const CONTENT: Recognition = { by: 'content', reason: 'says "jsonrpc": "2.0"' };

/** Over HTTP, the response is the body that answers the request's. */
const conversationOf = perExchange(() => new Conversation());

/** JSON-RPC 2.0. */
export const jsonRpc: Decoder = {
  protocol: 'json-rpc',
  title: 'JSON-RPC',
  specification: 'https://www.jsonrpc.org/specification',
  versions: '2.0',
  recognisedBy: 'MIME type, subprotocol, first message',
  channels: '',
  writtenIn: 'json',
  claims,
  textStarts: '{[',
  mentions: VERSION,
  sniffs: (payload) => (looksLikeJsonRpc(payload) ? CONTENT : undefined),
  open(facts) {
    const conversation = conversationOf(facts);
    return new JsonSession({
      protocol: 'json-rpc',
      unit: 'a JSON-RPC message',
      pieces: piecesOf,
      read: (text) => conversation.read(text),
    });
  },
};

function claims({ protocol, mime }: ConnectionFacts): Recognition | undefined {
  if (protocol !== undefined && SUBPROTOCOL.test(protocol)) {
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  }
  const isDeclared = mime !== undefined && MIME.test(mime);
  return isDeclared ? { by: 'mime', reason: `MIME type ${mime}` } : undefined;
}

/** A whole message, or a batch of such. */
function looksLikeJsonRpc(payload: Payload): boolean {
  const outline = outlineForSniffing(payload, VERSION);
  if (outline?.kind !== 'array') return outline !== undefined && isMessage(outline);
  const messages = outline.members.map((member) => outline.insideOf(member));
  return messages.length > 0 && messages.every((one) => one !== undefined && isMessage(one));
}

function isMessage(outline: JsonOutline): boolean {
  if (outline.kind !== 'object' || outline.text('jsonrpc') !== '2.0') return false;
  if (outline.text('method') !== undefined) return true;
  return outline.has('id') && outline.has('result') !== outline.has('error');
}
