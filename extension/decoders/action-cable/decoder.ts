import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Decoder, Direction, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { Conversation } from './conversation.ts';
import { isIdentifier } from './identifier.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of Action Cable' };
const PATTERN = /"type"\s*:\s*"welcome"|"identifier"\s*:\s*"/;

/** Action Cable of Ruby on Rails, and AnyCable's extension of it. */
export const actionCable: Decoder = {
  protocol: 'action-cable',
  title: 'Action Cable',
  specification: 'https://docs.anycable.io/misc/action_cable_protocol',
  versions: 'JSON',
  recognisedBy: 'subprotocol, welcome',
  channels: 'identifiers',
  claims: ({ protocol }) =>
    /^actioncable-v1(?:-ext)?-json$/.test(protocol ?? '')
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: '{',
  sniffs(payload, direction) {
    const outline = outlineForSniffing(payload, PATTERN);
    return outline?.kind === 'object' && isCable(outline, direction) ? CONTENT : undefined;
  },
  open({ protocol }) {
    const conversation = new Conversation(protocol);
    return new JsonSession({
      protocol: 'action-cable',
      unit: 'an Action Cable message',
      read: (text) => conversation.read(text),
    });
  },
};

/** The welcome by itself, or a message whose identifier names a channel in JSON. */
function isCable(outline: JsonOutline, direction: Direction): boolean {
  const isReceived = direction === 'received';
  if (outline.text('type') === 'welcome') return isReceived && !outline.has('identifier');
  if (!isIdentifier(outline.text('identifier'))) return false;
  const names = outline.members.map((member) => member.name);
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
