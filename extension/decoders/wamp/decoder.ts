import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Decoder, Direction, Recognition } from '../contract.ts';
import { JSON_NOTATION } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { MessageSession } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { Conversation } from './conversation.ts';
import { serializationOf } from './serializations.ts';

const CONTENT: Recognition = { by: 'content', reason: 'opens a WAMP session' };

/** WAMP 2 as JSON, MessagePack or CBOR, batched or not. */
export const wamp: Decoder = {
  protocol: 'wamp',
  title: 'WAMP',
  specification: 'https://wamp-proto.org/wamp_latest_ietf.html',
  versions: 'JSON, MessagePack and CBOR, batched too',
  recognisedBy: 'subprotocol, HELLO',
  channels: 'topics, procedures',
  claims: ({ protocol }) =>
    serializationOf(protocol)
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: '[',
  sniffs(payload, direction) {
    const outline = outlineForSniffing(payload, /^\s*\[\s*[12]\s*,/);
    return outline && opensSession(outline, direction) ? CONTENT : undefined;
  },
  open({ protocol }) {
    const conversation = new Conversation();
    const { notation, pieces } = serializationOf(protocol) ?? { notation: JSON_NOTATION };
    return new MessageSession<Outline>(
      {
        protocol: 'wamp',
        unit: 'a WAMP message',
        read: (written) => conversation.read(written),
        ...(pieces && { pieces }),
      },
      notation,
    );
  },
};

/** HELLO names a realm, WELCOME a session; both announce roles. */
function opensSession(outline: JsonOutline, direction: Direction): boolean {
  if (outline.members.length !== 3 || !outline.inside('2')?.inside('roles')) return false;
  return direction === 'sent'
    ? outline.scalar('0') === 1 && outline.text('1') !== undefined
    : outline.scalar('0') === 2 && outline.member('1')?.kind === 'number';
}
