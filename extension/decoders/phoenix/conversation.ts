import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Direction } from '../contract.ts';
import { Waiting } from '../waiting.ts';
import type { Message } from './message.ts';

/** What a message means in the light of those before it. */
export interface Context {
  readonly summary: string;
  readonly channel: ChannelName | undefined;
  readonly isHeartbeat: boolean;
  /** What a reply answers. */
  readonly answer: string | undefined;
}

/** The topic of the connection itself, on which heart-beats are sent. */
const CONNECTION = 'phoenix';
/** Characters of an event or a topic in a summary. */
const LABEL = 60;

interface Push {
  readonly event: string;
  readonly time: number;
}

/** Follows the topics of one connection, and ties replies to pushes. */
export class Conversation {
  readonly #pushes = new Waiting<Push>();
  readonly #channels = new Waiting<ChannelName>();

  follow(message: Message, direction: Direction, time: number): Context {
    const { topic, event, ref, status } = message;
    const push = direction === 'received' && ref ? this.#pushes.take(ref) : undefined;
    if (direction === 'sent' && ref) this.#pushes.set(ref, { event, time });
    const isOwn = topic === CONNECTION;
    const what = event === 'phx_reply' ? `reply ${status ?? ''} to ${push?.event ?? '?'}` : event;
    return {
      summary: isOwn ? what : `${shorten(what, LABEL)} ${shorten(topic, LABEL)}`,
      channel: isOwn ? undefined : this.#channel(topic),
      isHeartbeat: isOwn && (event === 'heartbeat' || push?.event === 'heartbeat'),
      answer: push && `answers ${push.event}, ${Math.round(time - push.time)} ms later`,
    };
  }

  #channel(topic: string): ChannelName {
    const known = this.#channels.get(topic);
    if (known) return known;
    const channel = { id: topic, name: topic, type: 'phoenix-topic' };
    this.#channels.set(topic, channel);
    return channel;
  }
}
