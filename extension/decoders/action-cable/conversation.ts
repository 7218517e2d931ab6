import { JsonOutline } from '../../bytes/json/outline.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Problem } from '../contract.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import type { Meaning, Written } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { Waiting } from '../waiting.ts';
import { channelOf } from './identifier.ts';
import { COMMANDS, EXTENDED_COMMANDS, EXTENDED_TYPES, TYPES } from './words.ts';

/**
 * Follows the subscriptions of one connection by their identifiers (rails, action_cable/internal.js
 * and connection.js; anycable, common/common.go and docs/broker.md).
 */
export class Conversation {
  /** When a subscription was asked for and is not yet answered. */
  readonly #asked = new Waiting<number>();
  readonly #channels = new Waiting<ChannelName>();
  readonly #isExtended: boolean;
  /** Version 1 has no pongs. */
  readonly #hasPongs: boolean;

  constructor(subprotocol: string | undefined) {
    this.#isExtended = subprotocol?.includes('-ext-') ?? false;
    this.#hasPongs = !/^actioncable-v1-(?!ext-)/.test(subprotocol ?? '');
  }

  /** `undefined` where the text has neither command nor type nor identifier. */
  read({ outline, direction, time }: Written): Meaning | undefined {
    if (outline.kind !== 'object') return undefined;
    if (direction === 'sent') return this.#command(outline, time);
    const type = outline.text('type');
    if (type !== undefined) return this.#typed(outline, type, time);
    return outline.has('identifier', 'message') ? this.#message(outline) : undefined;
  }

  #command(outline: Outline, time: number): Meaning | undefined {
    const command = outline.text('command');
    if (command === undefined) return this.#pong(outline);
    if (command === 'pong' || command === 'ping') return { summary: command, isHeartbeat: true };
    const identifier = outline.text('identifier');
    const channel = this.#channel(identifier);
    if (command === 'subscribe' && identifier !== undefined) this.#asked.set(identifier, time);
    const action = command === 'message' ? actionIn(outline.text('data')) : undefined;
    const about = [command, channel?.name, action && `#${action}`].filter(Boolean);
    const inner = command === 'message' ? innerOf(outline, 'data') : undefined;
    const marks: readonly Mark[] = inner ? [{ path: ['data'], as: 'body' }] : [];
    const problems = [
      ...this.#known(outline, 'command', command, COMMANDS, EXTENDED_COMMANDS),
      ...needIdentifier(outline, command),
      ...(command === 'message' && outline.text('data') === undefined
        ? [problemAt(outline, 'data', 'bad-data', 'The data of a message is a string of JSON.')]
        : []),
    ];
    return { summary: about.join(' '), channel, marks, inner, problems };
  }

  /** Version 1.1: the client sends back what a ping carried. */
  #pong(outline: Outline): Meaning | undefined {
    if (outline.text('type') !== 'pong') return undefined;
    const reason = 'Pongs came with the subprotocol actioncable-v1.1-json.';
    const problems = this.#hasPongs ? [] : [problemAt(outline, 'type', 'unknown-type', reason)];
    const marks = [{ path: ['message'], note: 'what the ping carried' }];
    return { summary: 'pong', isHeartbeat: true, marks, problems };
  }

  #typed(outline: Outline, type: string, time: number): Meaning {
    const problems = this.#known(outline, 'type', type, TYPES, EXTENDED_TYPES);
    switch (type) {
      case 'ping': {
        const marks = [{ path: ['message'], note: "the server's time, in seconds" }];
        return { summary: type, isHeartbeat: true, marks, problems };
      }
      case 'welcome':
        return { ...welcome(outline), problems };
      case 'disconnect': {
        const reason = outline.text('reason');
        const summary = reason === undefined ? type : `${type}: ${reason}`;
        const mayReturn = outline.scalar('reconnect') !== false;
        const note = mayReturn ? 'the client may connect again' : 'the client is to stay away';
        return { summary, marks: [{ path: ['reconnect'], note }], problems };
      }
      case 'confirm_subscription':
      case 'reject_subscription': {
        const missing = needIdentifier(outline, type);
        return { ...this.#answer(outline, type, time), problems: [...problems, ...missing] };
      }
      default: {
        const channel = this.#channel(outline.text('identifier'));
        return { summary: channel ? `${type} ${channel.name}` : type, channel, problems };
      }
    }
  }

  #answer(outline: Outline, type: string, time: number): Meaning {
    const identifier = outline.text('identifier');
    const channel = this.#channel(identifier);
    const asked = identifier === undefined ? undefined : this.#asked.take(identifier);
    const summary = channel ? `${type} ${channel.name}` : type;
    if (asked === undefined) return { summary, channel };
    const note = `answers subscribe, ${Math.round(time - asked)} ms later`;
    return { summary, channel, marks: [{ path: ['type'], note }] };
  }

  #message(outline: Outline): Meaning {
    const channel = this.#channel(outline.text('identifier'));
    const inner = innerOf(outline, 'message');
    const marks: readonly Mark[] = inner ? [{ path: ['message'], as: 'body' }] : [];
    const problems = needIdentifier(outline, 'message');
    return { summary: `message ${channel?.name ?? ''}`, channel, marks, inner, problems };
  }

  #channel(identifier: string | undefined): ChannelName | undefined {
    if (identifier === undefined) return undefined;
    const known = this.#channels.get(identifier);
    if (known) return known;
    const channel = channelOf(identifier);
    this.#channels.set(identifier, channel);
    return channel;
  }

  #known(
    outline: Outline,
    member: string,
    word: string,
    basic: readonly string[],
    extended: readonly string[],
  ): readonly Problem[] {
    if (basic.includes(word) || (this.#isExtended && extended.includes(word))) return [];
    const reason = `Action Cable has no ${member} of this name.`;
    return [problemAt(outline, member, `unknown-${member}`, reason)];
  }
}

/** AnyCable takes up a session again by its id, which is therefore a secret. */
function welcome(outline: Outline): Meaning {
  const marks: readonly Mark[] = [{ path: ['sid'], as: 'secret' }];
  if (outline.scalar('restored') !== true) return { summary: 'welcome', marks };
  const count = outline.inside('restored_ids')?.members.length ?? 0;
  return { summary: `welcome: session restored, ${count} subscriptions`, marks };
}

function needIdentifier(outline: Outline, what: string): readonly Problem[] {
  if (outline.text('identifier') !== undefined) return [];
  const reason = `${oneLine(what, 40)} has to say which channel, by an identifier that is a string.`;
  return [problemAt(outline, 'identifier', 'missing-identifier', reason)];
}

const encoder = new TextEncoder();

/** The method of the channel that a message's data asks for. */
function actionIn(data: string | undefined): string | undefined {
  const action = data === undefined ? undefined : JsonOutline.of(encoder.encode(data));
  const name = action?.text('action');
  return name === undefined ? undefined : shorten(name, 40);
}
