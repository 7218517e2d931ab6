import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Direction, Problem } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';

/** Events whose data proves who the client is. */
const WITH_AUTH = ['pusher:subscribe', 'pusher:signin'];
const SUCCEEDED = 'pusher_internal:subscription_succeeded';
/** Characters of an event or channel in a summary. */
const LABEL = 60;

/** Follows the channels of one connection. */
export class Conversation {
  /** When a channel was asked for and is not yet given. */
  readonly #asked = new Waiting<number>();

  /** `undefined` where the text is no event. */
  read({ outline, direction, time }: JsonText): Meaning | undefined {
    const event = outline.kind === 'object' ? outline.text('event') : undefined;
    if (event === undefined) return undefined;
    const isAuthorising = WITH_AUTH.includes(event);
    const name = outline.text('channel') ?? outline.inside('data')?.text('channel');
    const inner = isAuthorising ? undefined : innerOf(outline, 'data');
    const marks: Mark[] = isAuthorising ? secretsOf(outline) : [];
    if (inner) marks.push({ path: ['data'], as: 'body', note: noteOf(outline) });
    const answer = this.#follow(event, name, time);
    if (answer !== undefined) marks.push({ path: ['event'], note: answer });
    const label = [shorten(event, LABEL), name && shorten(name, LABEL)].filter(Boolean).join(' ');
    const isHeartbeat = event === 'pusher:ping' || event === 'pusher:pong';
    const problems = check(outline, event, name, direction);
    return { summary: label, channel: channelOf(name), isHeartbeat, marks, inner, problems };
  }

  #follow(event: string, channel: string | undefined, time: number): string | undefined {
    if (channel === undefined) return undefined;
    if (event === 'pusher:subscribe') this.#asked.set(channel, time);
    const asked = event === SUCCEEDED ? this.#asked.take(channel) : undefined;
    if (asked === undefined) return undefined;
    return `answers pusher:subscribe, ${Math.round(time - asked)} ms later`;
  }
}

function channelOf(name: string | undefined): ChannelName | undefined {
  return name === undefined ? undefined : { id: name, name, type: 'pusher-channel' };
}

/** Data that is a string may itself be a string of JSON, in which proof may stand as well. */
function secretsOf(outline: JsonOutline): Mark[] {
  if (outline.member('data')?.kind === 'string') return [{ path: ['data'], as: 'secret' }];
  return ['auth', 'user_data', 'shared_secret'].map((name) => ({
    path: ['data', name],
    as: 'secret',
  }));
}

function noteOf(outline: JsonOutline): string {
  const isText = outline.member('data')?.kind === 'string';
  return isText ? 'JSON in a string, read in the layer inside' : 'read in the layer inside';
}

function check(
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
  if (!isClientEvent || /^(?:private|presence)-/.test(channel)) return [];
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
