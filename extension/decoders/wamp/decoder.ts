import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Decoder, Direction, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { separatedBy } from '../separated.ts';
import { Conversation } from './conversation.ts';

const RECORD_SEPARATOR = 0x1e;
const SUBPROTOCOL = /^wamp\.2\.json(?:\.batched)?$/;
const CONTENT: Recognition = { by: 'content', reason: 'opens a WAMP session' };

/** WAMP 2 in its JSON serialization, batched or not. */
export const wamp: Decoder = {
  protocol: 'wamp',
  title: 'WAMP',
  specification: 'https://wamp-proto.org/wamp_latest_ietf.html',
  versions: 'JSON, batched too',
  recognisedBy: 'subprotocol, HELLO',
  channels: 'topics, procedures',
  claims: ({ protocol }) =>
    protocol !== undefined && SUBPROTOCOL.test(protocol)
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: '[',
  sniffs(payload, direction) {
    const outline = outlineForSniffing(payload, /^\s*\[\s*[12]\s*,/);
    return outline && opensSession(outline, direction) ? CONTENT : undefined;
  },
  open({ protocol }) {
    const conversation = new Conversation();
    return new JsonSession({
      protocol: 'wamp',
      unit: 'a WAMP message',
      read: (text) => conversation.read(text),
      ...(protocol?.endsWith('.batched') && { pieces: separatedBy(RECORD_SEPARATOR) }),
    });
  },
};

/** HELLO names a realm, WELCOME a session; both announce roles. */
function opensSession(outline: JsonOutline, direction: Direction): boolean {
  if (outline.members.length !== 3 || !outline.inside('2')?.inside('roles')) return false;
  return direction === 'sent'
    ? outline.scalar('0') === 1 && outline.text('1') !== undefined
    : outline.scalar('0') === 2 && outline.member('1')?.kind === 'number';
}
