import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Direction, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';

/** What the protocol finds wrong with one event by itself (Pusher Channels Protocol 7, "Events"). */
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
  if (/^(?:private|presence)-/.test(channel)) return [];
  return at('bad-client-event', 'Client events need a private or presence channel.');
}

const FROM_CLIENT = ['pusher:subscribe', 'pusher:unsubscribe', 'pusher:signin'];
const FROM_SERVER = [
  'pusher:connection_established',
  'pusher:error',
  'pusher:signin_success',
  'pusher:cache_miss',
];

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
  const isWrongWay = (direction === 'sent' ? FROM_SERVER : FROM_CLIENT).includes(event);
  if (!isWrongWay) return [];
  const reason = `Only the ${direction === 'sent' ? 'server' : 'client'} sends this event.`;
  return [problemAt(outline, 'event', 'wrong-direction', reason)];
}
