import { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';
import { check } from './checks.ts';
import { remedyOf } from './errors.ts';

/** Events whose data proves who the client is. */
const WITH_AUTH = ['pusher:subscribe', 'pusher:signin'];
/** What comes back, by the event that it answers. */
const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['pusher_internal:subscription_succeeded', 'pusher:subscribe'],
  ['pusher:subscription_error', 'pusher:subscribe'],
  ['pusher:signin_success', 'pusher:signin'],
]);
/** Characters of an event or channel in a summary. */
const LABEL = 60;

/** Follows the channels of one connection (Pusher Channels Protocol 7; pusher-js, core/channels and core/user.ts). */
export class Conversation {
  /** When a channel, or to be signed in, was asked for and is not yet given. */
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
    const failure = event === 'pusher:error' ? failureOf(outline) : undefined;
    if (failure?.remedy) marks.push({ path: ['event'], note: failure.remedy });
    const summary = failure ? `${label}: ${failure.text}` : label;
    return { summary, channel: channelOf(name), isHeartbeat, marks, inner, problems };
  }

  #follow(event: string, channel: string | undefined, time: number): string | undefined {
    const key = (asking: string) => `${asking} ${channel ?? ''}`;
    if (WITH_AUTH.includes(event)) this.#asked.set(key(event), time);
    const asking = ANSWERS.get(event);
    const asked = asking === undefined ? undefined : this.#asked.take(key(asking));
    if (asked === undefined) return undefined;
    return `answers ${asking}, ${Math.round(time - asked)} ms later`;
  }
}

function channelOf(name: string | undefined): ChannelName | undefined {
  return name === undefined ? undefined : { id: name, name, type: 'pusher-channel' };
}

interface Failure {
  readonly text: string;
  /** What the client is to do. */
  readonly remedy: string | undefined;
}

/** The data of an error: an object, or one in a string. */
function failureOf(outline: JsonOutline): Failure | undefined {
  const text = outline.text('data');
  const data = text === undefined ? outline.inside('data') : JsonOutline.of(encoder.encode(text));
  if (!data) return undefined;
  const code = data.scalar('code');
  const message = data.text('message') ?? '';
  const remedy = typeof code === 'number' ? remedyOf(code) : undefined;
  return { text: typeof code === 'number' ? `${code} ${message}`.trim() : message, remedy };
}

const encoder = new TextEncoder();

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
