import type { ConnectionFacts, Decoder, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { Conversation } from './conversation.ts';

const CONTENT: Recognition = { by: 'content', reason: 'an event of Pusher itself' };
const MEMBERS = ['event', 'channel', 'data', 'user_id'];

/** Pusher Channels, which Laravel Reverb, Soketi and others speak as well. */
export const pusher: Decoder = {
  protocol: 'pusher',
  title: 'Pusher',
  specification:
    'https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/',
  versions: '7',
  recognisedBy: 'URL, first message',
  channels: 'channels',
  claims,
  textStarts: '{',
  memberNames: MEMBERS,
  sniffs(payload) {
    const outline = outlineForSniffing(payload, /"event"\s*:\s*"pusher(?:_internal)?:/);
    if (outline?.kind !== 'object') return undefined;
    const isOwn = /^pusher(?:_internal)?:[a-z_]+$/.test(outline.text('event') ?? '');
    return isOwn && outline.members.every(({ name }) => MEMBERS.includes(name))
      ? CONTENT
      : undefined;
  },
  open() {
    const conversation = new Conversation();
    return new JsonSession({
      protocol: 'pusher',
      unit: 'a Pusher event',
      read: (text) => conversation.read(text),
    });
  },
};

/** The path names the app by its key; the query names the version of the protocol. */
function claims({ transport, url }: ConnectionFacts): Recognition | undefined {
  const isOurs = /\/app\/[^/?#]+\?(?:[^#]*&)?protocol=\d+(?:[&#]|$)/.test(url);
  return transport === 'websocket' && isOurs
    ? { by: 'url', reason: 'path /app/… with protocol=…' }
    : undefined;
}
