import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Inner } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';
import { channelNamed, channelOf } from './channel-name.ts';
import { checkCommand } from './checks.ts';
import { emulatedLines, emulationMarks } from './emulation.ts';
import { adviceMarks, errorMarks, recovery, resultMarks } from './results.ts';
import { secretsOf } from './secrets.ts';
import { METHODS, PUSHES } from './words.ts';

interface Command {
  readonly label: string;
  readonly channel: ChannelName | undefined;
  readonly time: number;
}

/** Characters of a channel or method in a summary. */
const LABEL = 60;

/** Follows one connection: replies by their command's id, pushes by channel. */
export class Conversation {
  readonly #commands = new Waiting<Command>();
  /** Channels by the number that pushes may name them by ("channel compaction"). */
  readonly #numbered = new Waiting<ChannelName>();
  readonly #isOneWay: boolean;

  constructor(isOneWay = false) {
    this.#isOneWay = isOneWay;
  }

  /** `undefined` where the text is neither a command nor a reply nor a push. */
  read(text: JsonText): Meaning | undefined {
    const { outline, direction } = text;
    if (outline.kind !== 'object') return undefined;
    if (outline.members.length === 0 && outline.isClosed) {
      return { summary: direction === 'received' ? 'ping' : 'pong', isHeartbeat: true };
    }
    if (direction === 'sent') {
      return this.#command(text) ?? this.#emulated(text) ?? this.#oneWayConnect(outline);
    }
    if (outline.has('id') && !isPush(outline)) return this.#reply(text);
    return this.#push(outline.inside('push'), ['push']) ?? this.#push(outline, []);
  }

  /** Beside a stream, commands are posted in a request of their own, as lines in a string. */
  #emulated({ outline, direction, time }: JsonText): Meaning | undefined {
    const lines = emulatedLines(outline);
    if (!lines) return undefined;
    const commands = lines.map((line) => this.#command({ outline: line, direction, time }));
    const channels = new Map(commands.map((command) => [command?.channel?.id, command?.channel]));
    const [channel] = channels.size === 1 ? channels.values() : [];
    const labels = commands.map((command) => command?.summary ?? '?');
    const summary = `emulation: ${labels.join(', ')}`;
    return { summary, channel, ...emulationMarks(outline, lines) };
  }

  /** Over one-way transports the request stands alone, as it is connect in any case. */
  #oneWayConnect(outline: JsonOutline): Meaning | undefined {
    if (!this.#isOneWay) return undefined;
    return { summary: 'connect', marks: secretsOf(outline, []) };
  }

  #command({ outline, time }: JsonText): Meaning | undefined {
    const [method, second] = METHODS.filter((name) => outline.has(name));
    if (method === undefined) return undefined;
    const request = outline.inside(method);
    const channel = channelOf(request);
    const label = labelOf(method, channel?.name ?? request?.text('method'));
    const id = outline.scalar('id');
    if (id !== undefined) this.#commands.set(String(id), { label, channel, time });
    const { marks, inner } = dataOf(request, [method]);
    const secrets = secretsOf(request, [method]);
    const problems = checkCommand(outline, method, second);
    return { summary: label, channel, marks: [...secrets, ...marks], inner, problems };
  }

  #reply({ outline, time }: JsonText): Meaning | undefined {
    const error = outline.inside('error');
    const method = METHODS.find((name) => outline.has(name));
    const command = this.#commands.take(String(outline.scalar('id')));
    if (!error && method === undefined && !command) return undefined;
    const about = command?.label ?? method ?? `#${String(outline.scalar('id'))}`;
    const later = `${Math.round(time - (command?.time ?? time))} ms later`;
    const answer: readonly Mark[] = command
      ? [{ path: ['id'], note: `answers ${command.label}, ${later}` }]
      : [];
    const result = method === undefined ? undefined : outline.inside(method);
    this.#learn(result, command?.channel);
    const { marks, inner } = dataOf(result, [method ?? '']);
    const own = [...answer, ...resultMarks(method, result), ...errorMarks(error)];
    const why = `${String(error?.scalar('code') ?? '?')} ${error?.text('message') ?? ''}`.trim();
    const summary = error ? `error ${about}: ${why}` : `reply to ${about}${recovery(result)}`;
    return { summary, channel: command?.channel, marks: [...own, ...marks], inner };
  }

  /** A result may give its channel a number; that of connect has those of all its subscriptions. */
  #learn(result: JsonOutline | undefined, channel: ChannelName | undefined): void {
    const number = result?.scalar('id');
    if (channel && typeof number === 'number') this.#numbered.set(String(number), channel);
    const subs = result?.inside('subs');
    for (const { name } of subs?.members ?? []) this.#learn(subs?.inside(name), channelNamed(name));
  }

  /** A push names its channel beside what it carries; over one-way transports it stands alone. */
  #push(outline: JsonOutline | undefined, path: readonly string[]): Meaning | undefined {
    const kind = outline && PUSHES.find((name) => outline.has(name));
    if (!outline || kind === undefined) return undefined;
    const number = outline.scalar('id');
    const channel =
      channelOf(outline) ?? (number === undefined ? undefined : this.#numbered.get(String(number)));
    const content = outline.inside(kind);
    const code = content?.scalar('code');
    const reason = code === undefined ? '' : `: ${String(code)} ${content?.text('reason') ?? ''}`;
    const summary = `${labelOf(kind, channel?.name)}${reason}`;
    if (kind === 'connect') this.#learn(content, undefined);
    const { marks, inner } = dataOf(content, [...path, kind]);
    const numbered: readonly Mark[] =
      channel && number !== undefined ? [{ path: [...path, 'id'], note: channel.name }] : [];
    const advice = adviceMarks(kind, content, path);
    return { summary, channel, marks: [...numbered, ...advice, ...marks], inner };
  }
}

/** What a one-way transport pushes may name its channel by a number, as a reply its command. */
function isPush(outline: JsonOutline): boolean {
  return ONLY_PUSHED.some((name) => outline.has(name));
}

const ONLY_PUSHED = ['pub', 'join', 'leave', 'message', 'disconnect'];

/** The application's own data in a request, result or publication. */
function dataOf(
  outline: JsonOutline | undefined,
  path: readonly string[],
): { readonly marks: readonly Mark[]; readonly inner: Inner | undefined } {
  const inner = outline && innerOf(outline, 'data');
  return { marks: inner ? [{ path: [...path, 'data'], as: 'body' }] : [], inner };
}

function labelOf(word: string, about: string | undefined): string {
  return about ? `${word} ${shorten(about, LABEL)}` : word;
}
