import type { ChannelName } from '../contract.ts';
import { Waiting } from '../waiting.ts';
import { type Frame, headerOf } from './frame.ts';

/** A frame that another one may answer. */
interface Earlier {
  /** Its summary. */
  readonly summary: string;
  readonly time: number;
  readonly channel: ChannelName | undefined;
}

/** Says of one header what it refers to. */
export interface Note {
  readonly header: string;
  readonly text: string;
}

/** What a frame means in the light of those before it. */
export interface Meaning {
  readonly channel?: ChannelName | undefined;
  readonly note?: Note;
}

/** Follows one connection's subscriptions, receipts and acknowledgements. */
export class Conversation {
  readonly #channels = new Map<string, ChannelName>();
  readonly #subscriptions = new Map<string, ChannelName>();
  readonly #receipts = new Waiting<Earlier>();
  readonly #unacknowledged = new Waiting<Earlier>();

  follow(frame: Frame, summary: string, time: number): Meaning {
    const meaning = this.#meaning(frame, time);
    const earlier: Earlier = { summary, time, channel: meaning.channel };
    remember(this.#receipts, headerOf(frame, 'receipt'), earlier);
    if (frame.command === 'MESSAGE') {
      const id = headerOf(frame, 'ack') ?? headerOf(frame, 'message-id');
      remember(this.#unacknowledged, id, earlier);
    }
    return meaning;
  }

  #meaning(frame: Frame, time: number): Meaning {
    const destination = headerOf(frame, 'destination');
    switch (frame.command) {
      case 'SUBSCRIBE':
        return { channel: this.#subscribe(headerOf(frame, 'id'), destination) };
      case 'UNSUBSCRIBE':
        return { channel: this.#subscribed(headerOf(frame, 'id'), destination) };
      case 'MESSAGE':
        return { channel: this.#subscribed(headerOf(frame, 'subscription'), destination) };
      case 'SEND':
        return { channel: this.#channel(destination) };
      case 'ACK':
      case 'NACK': {
        const header = headerOf(frame, 'id') === undefined ? 'message-id' : 'id';
        return answer(this.#unacknowledged, frame, header, time);
      }
      case 'RECEIPT':
      case 'ERROR':
        return answer(this.#receipts, frame, 'receipt-id', time);
      default:
        return {};
    }
  }

  #subscribe(id: string | undefined, destination: string | undefined): ChannelName | undefined {
    const channel = this.#channel(destination);
    if (channel && id !== undefined) this.#subscriptions.set(id, channel);
    return channel;
  }

  /** By subscription, which may be a pattern; by destination where it is unknown (1.0, or seen late). */
  #subscribed(id: string | undefined, destination: string | undefined): ChannelName | undefined {
    const known = id === undefined ? undefined : this.#subscriptions.get(id);
    return known ?? this.#channel(destination);
  }

  #channel(destination: string | undefined): ChannelName | undefined {
    if (destination === undefined) return undefined;
    const known = this.#channels.get(destination);
    if (known) return known;
    const channel = { id: destination, name: destination, type: 'stomp-subscription' };
    this.#channels.set(destination, channel);
    return channel;
  }
}

function remember(waiting: Waiting<Earlier>, id: string | undefined, earlier: Earlier): void {
  if (id !== undefined) waiting.set(id, earlier);
}

function answer(waiting: Waiting<Earlier>, frame: Frame, header: string, time: number): Meaning {
  const id = headerOf(frame, header);
  const earlier = id === undefined ? undefined : waiting.take(id);
  if (!earlier) return {};
  const text = `answers ${earlier.summary}, ${Math.round(time - earlier.time)} ms later`;
  return { channel: earlier.channel, note: { header, text } };
}
