import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Direction } from '../contract.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Meaning, Written } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { Waiting } from '../waiting.ts';
import { checkMessage } from './checks.ts';
import { marksOf } from './element-marks.ts';
import { isExtension, MESSAGE_TYPES, type MessageType } from './message-types.ts';

interface Request {
  readonly name: string;
  readonly channel: ChannelName | undefined;
  readonly time: number;
  /** More of the same call follows, under the same id ("Progressive Call Invocations"). */
  readonly isProgressive: boolean;
}

/** A message of a known type, its elements by name. */
interface Message {
  readonly type: MessageType;
  readonly direction: Direction;
  readonly time: number;
  text(element: string): string | undefined;
  /** A member of the options or details. */
  detail(name: string): string | undefined;
}

/** Characters of a URI in a summary. */
const LABEL = 80;

/** Follows one session: which topic a subscription is to, which procedure a registration serves. */
export class Conversation {
  /** By the side that asks: client and router number their requests independently. */
  readonly #requests: Readonly<Record<Direction, Waiting<Request>>> = {
    sent: new Waiting(),
    received: new Waiting(),
  };
  readonly #subscriptions = new Waiting<ChannelName>();
  readonly #registrations = new Waiting<ChannelName>();

  /** `undefined` where the text is no array that begins with a number. */
  read({ outline, direction, time }: Written): Meaning | undefined {
    const code = outline.kind === 'array' ? outline.scalar('0') : undefined;
    if (typeof code !== 'number') return undefined;
    const type = MESSAGE_TYPES.get(code);
    if (!type) return unknown(outline, code);
    const text = (element: string) => {
      const index = type.elements.findIndex(({ name }) => name === element) + 1;
      const value = index === 0 ? undefined : outline.scalar(String(index));
      return value === undefined ? undefined : String(value);
    };
    const detail = (name: string) => detailOf(outline, type, name);
    const { channel, answer } = this.#follow({ type, direction, time, text, detail });
    const argumentsAt = String(type.elements.length + 1);
    const hasInner = type.hasArguments && outline.members.length === type.elements.length + 2;
    const inner = hasInner ? innerOf(outline, argumentsAt) : undefined;
    const marks = marksOf(type, answer, inner !== undefined);
    const about = text('realm') ?? text('error') ?? text('reason') ?? channel?.name ?? '';
    const summary = `${type.name} ${shorten(about, LABEL)}`.trim();
    return { summary, channel, marks, inner, problems: checkMessage(outline, type, direction) };
  }

  #follow(message: Message): { channel: ChannelName | undefined; answer: string | undefined } {
    const { type, direction, time, text } = message;
    const id = text('request');
    const known = this.#channel(message);
    if (id === undefined) return { channel: known, answer: undefined };
    if (ASKING.includes(type.name)) {
      this.#ask(message, id, known);
      return { channel: known, answer: undefined };
    }
    const asker =
      type.name === 'CANCEL' || type.name === 'INTERRUPT' ? direction : other(direction);
    // A call may have results that come one by one, and a cancel leaves it to be answered.
    const request = this.#requests[asker].get(id);
    const channel = known ?? request?.channel;
    this.#learn(message, channel);
    const isAnswer = request !== undefined && asker !== direction;
    return { channel, answer: isAnswer ? answerTo(request, time) : undefined };
  }

  #ask({ type, direction, time, detail }: Message, id: string, channel: ChannelName | undefined) {
    const isProgressive = detail('progress') === 'true';
    const begun = this.#requests[direction].get(id);
    const asked = begun?.isProgressive && begun.name === type.name ? begun.time : time;
    const { name } = type;
    this.#requests[direction].set(id, { name, channel, time: asked, isProgressive });
  }

  #channel({ type, text, detail }: Message): ChannelName | undefined {
    const topic = text('topic');
    if (topic !== undefined) return { id: `topic ${topic}`, name: topic, type: 'wamp-topic' };
    const procedure = text('procedure');
    if (procedure !== undefined) {
      return { id: `procedure ${procedure}`, name: procedure, type: 'wamp-procedure' };
    }
    const id = type.hasRevocation ? detail : text;
    return (
      this.#subscriptions.get(id('subscription') ?? '') ??
      this.#registrations.get(id('registration') ?? '')
    );
  }

  #learn({ type, text }: Message, channel: ChannelName | undefined): void {
    if (!channel) return;
    const subscription = text('subscription');
    const registration = text('registration');
    if (type.name === 'SUBSCRIBED' && subscription !== undefined) {
      this.#subscriptions.set(subscription, channel);
    }
    if (type.name === 'REGISTERED' && registration !== undefined) {
      this.#registrations.set(registration, channel);
    }
  }
}

function unknown(outline: Outline, code: number): Meaning {
  if (isExtension(code)) return { summary: `extension message ${code}` };
  const problem = problemAt(outline, '0', 'unknown-type', 'WAMP has no message of this code.');
  return { summary: `message ${code}`, problems: [problem] };
}

/** What the options or details of a message hold: elements of their own, or a revocation's. */
function detailOf(outline: Outline, type: MessageType, name: string): string | undefined {
  const { elements } = type;
  const own = elements.findIndex((element) => element.kind === 'object');
  const index = own >= 0 ? own : type.hasRevocation ? elements.length : -1;
  const value = index < 0 ? undefined : outline.inside(String(index + 1))?.scalar(name);
  return value === undefined ? undefined : String(value);
}

/** Messages that the other side answers by their request id. */
const ASKING = [
  'PUBLISH',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'CALL',
  'REGISTER',
  'UNREGISTER',
  'INVOCATION',
];

function other(direction: Direction): Direction {
  return direction === 'sent' ? 'received' : 'sent';
}

function answerTo({ name, channel, time: asked }: Request, time: number): string {
  const what = channel ? `${name} ${channel.name}` : name;
  return `answers ${what}, ${Math.round(time - asked)} ms later`;
}
