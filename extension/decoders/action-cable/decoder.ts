import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Decoder, Direction, Recognition } from '../contract.ts';
import { JSON_NOTATION } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { MessageSession } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { PACKED_FORMATS } from '../packed-formats.ts';
import { packedNotation } from '../packed-notation.ts';
import { Conversation } from './conversation.ts';
import { isIdentifier } from './identifier.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of Action Cable' };
/** AnyCable's encoders write the same messages in MessagePack. */
const SUBPROTOCOL = /^actioncable-v1(?:\.1|-ext)?-(?:json|msgpack)$/;
const MESSAGEPACK = packedNotation(PACKED_FORMATS.messagepack);
const PATTERN = /"type"\s*:\s*"welcome"|"identifier"\s*:\s*"/;

/** Action Cable of Ruby on Rails, and AnyCable's extension of it, which may be MessagePack. */
export const actionCable: Decoder = {
  protocol: 'action-cable',
  title: 'Action Cable',
  specification: 'https://docs.anycable.io/misc/action_cable_protocol',
  versions: "1 and 1.1, AnyCable's extension, JSON and MessagePack",
  recognisedBy: 'subprotocol, welcome',
  channels: 'identifiers',
  claims: ({ protocol }) =>
    SUBPROTOCOL.test(protocol ?? '')
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: '{',
  memberNames: ['type', 'sid', 'identifier', 'command', 'data', 'message'],
  sniffs(payload, direction) {
    const outline = outlineForSniffing(payload, PATTERN);
    return outline?.kind === 'object' && isCable(outline, direction) ? CONTENT : undefined;
  },
  open({ protocol }) {
    const conversation = new Conversation(protocol);
    return new MessageSession<Outline>(
      {
        protocol: 'action-cable',
        unit: 'an Action Cable message',
        read: (written) => conversation.read(written),
      },
      protocol?.endsWith('-msgpack') ? MESSAGEPACK : JSON_NOTATION,
    );
  },
};

/** The welcome by itself, or a message whose identifier names a channel in JSON. */
function isCable(outline: JsonOutline, direction: Direction): boolean {
  const isReceived = direction === 'received';
  const names = outline.members.map((member) => member.name);
  // AnyCable adds the id of the session.
  if (outline.text('type') === 'welcome')
    return isReceived && names.every((name) => ['type', 'sid'].includes(name));
  if (!isIdentifier(outline.text('identifier'))) return false;
  if (!isReceived) {
    const isCommand = ['subscribe', 'message', 'unsubscribe'].includes(
      outline.text('command') ?? '',
    );
    return isCommand && names.every((name) => ['command', 'identifier', 'data'].includes(name));
  }
  const type = outline.text('type');
  if (type !== undefined) return type === 'confirm_subscription' && names.length === 2;
  return outline.has('message') && names.length === 2;
}
