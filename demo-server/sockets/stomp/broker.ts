import type { Original } from '../../hub/bus.ts';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import type { StompHeaders } from '../../wire/stomp/frame.ts';
import { isTopicName } from '../../wire/topic/message.ts';
import { ProtocolError } from './protocol-error.ts';

/** What subscribers of a destination receive. */
export interface BrokerMessage {
  /** Unique in this server. */
  readonly id: string;
  /** When it was published, epoch milliseconds. */
  readonly time: number;
  readonly headers: StompHeaders;
  readonly body: Uint8Array;
}

type Deliver = (message: BrokerMessage) => void;

/** Beginning of the destinations that are the hub's topics. */
const TOPIC = '/topic/';
/** Beginning of the destinations that are each user's own. */
const USER = '/user/';

/**
 * Rooms by destination: what is sent to one reaches its subscribers as it was written, on every server
 * of a cluster, and nobody else. `/topic/chat` and the like are the hub's topics, so that other
 * transports hear what STOMP clients say, and the other way round. What is sent to
 * `/user/NAME/queue/x` reaches those who subscribed to `/user/queue/x` under that name.
 */
export class Broker {
  private readonly hub: Hub;

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** `login` is who subscribes. Returns the way to unsubscribe. */
  subscribe(destination: string, login: string, deliver: Deliver): () => void {
    const room = topicOf(destination) ?? ownRoom(destination, login);
    return this.hub.subscribe(room, ({ message, original }) => {
      const body = new TextEncoder().encode(JSON.stringify(message));
      const json = { headers: [['content-type', 'application/json']] as const, body };
      const id = `${message.topic}-${message.id}`;
      deliver({ id, time: message.time, ...(original ?? json) });
    });
  }

  /** `login` names the sender where the body does not. */
  async send(destination: string, original: Original, login: string): Promise<void> {
    const topic = topicOf(destination);
    const news = topic
      ? { topic, ...readable(original.body, login) }
      : { topic: destination, from: login, text: '' };
    await this.hub.publish({ type: 'chat', ...news, original });
  }
}

function topicOf(destination: string): string | undefined {
  const name = destination.startsWith(TOPIC) ? destination.slice(TOPIC.length) : '';
  return isTopicName(name) ? name : undefined;
}

/** The room behind a destination, which for `/user/…` depends on who asks. */
function ownRoom(destination: string, login: string): string {
  return destination.startsWith(USER)
    ? `${USER}${login}/${destination.slice(USER.length)}`
    : destination;
}

/** Sender and text for those who do not speak STOMP: `{from, text}`, or the body as text. */
function readable(body: Uint8Array, login: string): { from: string; text: string } {
  const text = utf8(body) ?? `(${body.length} bytes, not text)`;
  const said = senderAndText(text) ?? { from: login, text };
  if (said.text.length > LIMITS.text) {
    throw new ProtocolError(`Text on a topic has at most ${LIMITS.text} characters.`);
  }
  return { from: said.from.slice(0, LIMITS.from), text: said.text };
}

function senderAndText(json: string): { from: string; text: string } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('from' in value) || !('text' in value)) return undefined;
    const { from, text } = value;
    return typeof from === 'string' && typeof text === 'string' ? { from, text } : undefined;
  } catch {
    return undefined;
  }
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
