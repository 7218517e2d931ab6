import type { Original } from '../../hub/bus.ts';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import type { StompHeaders } from '../../wire/stomp/frame.ts';
import { TOPICS } from '../../wire/topic/message.ts';
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

const TOPIC_OF = new Map(TOPICS.map((topic) => [`/topic/${topic}`, topic]));

/**
 * Rooms by destination: what is sent to one reaches its subscribers as it was written, and nobody
 * else. `/topic/chat`, `/topic/ticker` and `/topic/notifications` are the hub's topics, so that
 * other transports hear what STOMP clients say, and the other way round.
 */
export class Broker {
  private readonly hub: Hub;
  private readonly rooms = new Map<string, Set<Deliver>>();
  private sent = 0;

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** Returns the way to unsubscribe. */
  subscribe(destination: string, deliver: Deliver): () => void {
    const topic = TOPIC_OF.get(destination);
    if (topic) return this.subscribeToTopic(topic, deliver);
    const room = this.rooms.get(destination) ?? new Set();
    this.rooms.set(destination, room.add(deliver));
    return () => {
      room.delete(deliver);
      if (room.size === 0 && this.rooms.get(destination) === room) this.rooms.delete(destination);
    };
  }

  /** `login` names the sender where the body does not. */
  async send(destination: string, original: Original, login: string): Promise<void> {
    const topic = TOPIC_OF.get(destination);
    if (topic) {
      await this.hub.publish({ topic, type: 'chat', ...readable(original.body, login), original });
      return;
    }
    this.sent += 1;
    const message: BrokerMessage = { id: `m-${this.sent}`, time: Date.now(), ...original };
    for (const deliver of [...(this.rooms.get(destination) ?? [])]) deliver(message);
  }

  private subscribeToTopic(topic: string, deliver: Deliver): () => void {
    return this.hub.subscribe(topic, ({ message, original }) => {
      const json = {
        headers: [['content-type', 'application/json']] as const,
        body: new TextEncoder().encode(JSON.stringify(message)),
      };
      deliver({ id: `${topic}-${message.id}`, time: message.time, ...(original ?? json) });
    });
  }
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
