import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Direction, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';

/** What the protocol finds wrong with one event by itself. */
export function check(
  outline: JsonOutline,
  event: string,
  channel: string | undefined,
  direction: Direction,
): readonly Problem[] {
  const at = (kind: string, reason: string) => [problemAt(outline, 'event', kind, reason)];
  const isInternal = event.startsWith('pusher_internal:');
  if (direction === 'sent' && isInternal) {
    return at('wrong-direction', 'Only the server sends internal events.');
  }
  const isOwn = event.startsWith('pusher:') || isInternal;
  const isClientEvent = event.startsWith('client-');
  if (direction === 'sent' && !isOwn && !isClientEvent) {
    return at('bad-client-event', 'The name of an event that a client sends begins with client-.');
  }
  if (isOwn) return checkOwn(outline, event, channel, direction);
  if (channel === undefined) {
    return [problemAt(outline, 'channel', 'missing-channel', 'An event belongs to a channel.')];
  }
  if (!isClientEvent) return [];
  if (channel.startsWith('private-encrypted-')) {
    return at('bad-client-event', 'Encrypted channels take no client events.');
  }
  if (/^(?:private|presence)-/.test(channel)) return [];
  return at('bad-client-event', 'Client events need a private or presence channel.');
}

const FROM_CLIENT = ['pusher:subscribe', 'pusher:unsubscribe', 'pusher:signin'];

function checkOwn(
  outline: JsonOutline,
  event: string,
  channel: string | undefined,
  direction: Direction,
): readonly Problem[] {
  const isSubscription = event === 'pusher:subscribe' || event === 'pusher:unsubscribe';
  if (isSubscription && channel === undefined) {
    const reason = 'The data says which channel is meant.';
    return [problemAt(outline, 'data', 'missing-channel', reason)];
  }
  if (direction === 'sent' || !FROM_CLIENT.includes(event)) return [];
  return [problemAt(outline, 'event', 'wrong-direction', 'Only the client sends this event.')];
}
