import type { ChannelName, Direction, Problem } from '../contract.ts';
import { Recent } from '../recent.ts';
import type { Answer, Codes, Packet, Publish } from './packet.ts';
import type { PacketType } from './packet-types.ts';

/** From here on a reason code is an error, and PUBREC ends the flow (MQTT 5 §4.3.3). */
const FAILURE = 0x80;

/** A packet that waits for its answer. */
interface Open {
  readonly summary: string;
  readonly time: number;
  readonly channel: ChannelName | undefined;
  readonly answer: PacketType;
  /** Topic filters that the answer has to have a code for each. */
  readonly filters?: number;
}

/** What a packet answers. */
export interface Answered {
  readonly channel?: ChannelName | undefined;
  readonly note?: string;
  readonly problems: readonly Problem[];
}

export interface Step {
  readonly direction: Direction;
  readonly time: number;
  readonly summary: string;
  readonly channel: ChannelName | undefined;
}

const NOTHING: Answered = { problems: [] };

/**
 * Matches the packets of one connection with their answers by packet identifier (MQTT 5 §4.3). Each
 * side numbers its own packets; a request's identifiers are the client's as well, but its answers
 * are of another type.
 */
export class Flows {
  readonly #open = new Recent<Open>();

  follow(packet: Packet, step: Step): Answered {
    switch (packet.type) {
      case 'PUBLISH':
        return this.#publish(packet, step);
      case 'PUBACK':
      case 'PUBREC':
      case 'PUBREL':
      case 'PUBCOMP':
        return this.#acknowledge(packet, step);
      case 'SUBSCRIBE':
        return this.#ask(`s${packet.id}`, step, 'SUBACK', packet.filters.length);
      case 'UNSUBSCRIBE':
        return this.#ask(`u${packet.id}`, step, 'UNSUBACK', packet.filters.length);
      case 'SUBACK':
        return checkCount(this.#answer(`s${packet.id}`, packet.type, step), packet);
      case 'UNSUBACK':
        return checkCount(this.#answer(`u${packet.id}`, packet.type, step), packet);
      case 'CONNECT':
        return this.#ask('connect', step, 'CONNACK');
      case 'CONNACK':
        return this.#answer('connect', packet.type, step);
      case 'PINGREQ':
        return this.#ask('ping', step, 'PINGRESP');
      case 'PINGRESP':
        return this.#answer('ping', packet.type, step);
      case 'DISCONNECT':
      case 'AUTH':
        return NOTHING;
      default:
        return packet satisfies never;
    }
  }

  #publish({ qos, id, isDuplicate }: Publish, step: Step): Answered {
    if (qos === 0 || id === undefined) return NOTHING;
    const key = `${step.direction} ${id}`;
    const earlier = this.#open.get(key);
    this.#ask(key, step, qos === 1 ? 'PUBACK' : 'PUBREC');
    if (!earlier || isDuplicate) return NOTHING;
    const reason = `Packet identifier ${id} is still in use by ${earlier.summary}.`;
    return { problems: [{ kind: 'identifier-in-use', offset: 0, reason }] };
  }

  #acknowledge({ type, id, code }: Answer, step: Step): Answered {
    const opposite = step.direction === 'sent' ? 'received' : 'sent';
    const key = `${type === 'PUBREL' ? step.direction : opposite} ${id}`;
    const answered = this.#answer(key, type, step);
    const next = code < FAILURE ? nextOf(type) : undefined;
    if (next) this.#ask(key, { ...step, channel: answered.channel }, next);
    return answered;
  }

  #ask(key: string, step: Step, answer: PacketType, filters?: number): Answered {
    const { summary, time, channel } = step;
    const open = { summary, time, channel, answer };
    const weight = 2 * (summary.length + (channel?.name.length ?? 0));
    this.#open.set(key, filters === undefined ? open : { ...open, filters }, weight);
    return NOTHING;
  }

  #answer(key: string, type: PacketType, { time }: Step): Answered & { readonly open?: Open } {
    const open = this.#open.get(key);
    if (!open) return { note: 'answers nothing that was captured', problems: [] };
    this.#open.delete(key);
    const { summary, channel } = open;
    const note = `answers ${summary}, ${Math.round(time - open.time)} ms later`;
    return { channel, note, problems: checkType(open, type), open };
  }
}

/** What comes after it in the same flow (MQTT 5 §4.3.3). */
function nextOf(type: Answer['type']): PacketType | undefined {
  if (type === 'PUBREC') return 'PUBREL';
  return type === 'PUBREL' ? 'PUBCOMP' : undefined;
}

function checkType({ summary, answer }: Open, type: PacketType): readonly Problem[] {
  if (answer === type) return [];
  const reason = `${summary} is followed by ${answer}, not by ${type}.`;
  return [{ kind: 'wrong-answer', offset: 0, reason }];
}

/** A code for each topic filter; that there are none at all, as before MQTT 5, is seen without this. */
function checkCount(
  answered: Answered & { readonly open?: Open },
  { type, codes }: Codes,
): Answered {
  const { open, channel, note, problems } = answered;
  const count = codes.length;
  if (count === 0 || open?.filters === undefined || open.filters === count) return answered;
  const number = `${count} reason ${count === 1 ? 'code' : 'codes'}`;
  const reason = `${type} has ${number} for ${open.filters} topic filters.`;
  const all = [...problems, { kind: 'wrong-count', offset: 0, reason }];
  return note === undefined ? { channel, problems: all } : { channel, note, problems: all };
}
