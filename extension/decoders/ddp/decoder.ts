import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Decoder, Direction, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { missingFields } from './checks.ts';
import { Conversation } from './conversation.ts';
import { MESSAGE_TYPES } from './message-types.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of DDP' };
const PATTERN = /"msg"\s*:\s*"[a-zA-Z]+"|^\s*\{\s*"server_id"/;

/** Words in `msg` are common: nothing but what DDP has may stand beside them. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['connect', ['version', 'support', 'session']],
  ['connected', ['session']],
  ['sub', ['id', 'name', 'params']],
  ['method', ['id', 'method', 'params', 'randomSeed']],
  ['added', ['collection', 'id', 'fields']],
  ['changed', ['collection', 'id', 'fields', 'cleared']],
  ['removed', ['collection', 'id']],
]);
const MEMBER_NAMES = ['msg', 'server_id', ...[...MEMBERS.values()].flat()];

/** Meteor's Distributed Data Protocol, in WebSocket messages or inside SockJS. */
export const ddp: Decoder = {
  protocol: 'ddp',
  title: 'DDP',
  specification: 'https://github.com/meteor/meteor/blob/devel/packages/ddp/DDP.md',
  versions: '1',
  recognisedBy: 'first message, also inside SockJS',
  channels: 'subscriptions, methods, collections',
  claims: () => undefined,
  textStarts: '{',
  memberNames: MEMBER_NAMES,
  sniffs(payload, direction) {
    const outline = outlineForSniffing(payload, PATTERN);
    return outline?.kind === 'object' && isDdp(outline, direction) ? CONTENT : undefined;
  },
  open() {
    const conversation = new Conversation();
    return new JsonSession({
      protocol: 'ddp',
      unit: 'a DDP message',
      read: (text) => conversation.read(text),
    });
  },
};

function isDdp(outline: JsonOutline, direction: Direction): boolean {
  const msg = outline.text('msg');
  if (msg === undefined) {
    const isGreeting = outline.text('server_id') !== undefined && outline.members.length === 1;
    return direction === 'received' && isGreeting;
  }
  const allowed = MEMBERS.get(msg);
  if (!allowed || MESSAGE_TYPES.get(msg)?.direction !== direction) return false;
  const isExact = outline.members.every(({ name }) => name === 'msg' || allowed.includes(name));
  return isExact && missingFields(outline, msg).length === 0;
}
