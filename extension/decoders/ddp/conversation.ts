import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';
import { checkMessage } from './checks.ts';

interface Request {
  readonly label: string;
  readonly channel: ChannelName;
  readonly time: number;
  readonly isSecret: boolean;
  isAnswered: boolean;
}

/** Methods of Meteor's accounts, whose parameters and results are passwords and tokens. */
const ACCOUNTS =
  /^(?:login|logout|createUser|changePassword|resetPassword|verifyEmail|forgotPassword|getNewToken|configureLoginService)/;
/** Characters of a name in a summary. */
const LABEL = 60;

/** Follows one session: subscriptions and method calls by their ids, documents by collection. */
export class Conversation {
  readonly #subscriptions = new Waiting<Request>();
  readonly #methods = new Waiting<Request>();

  /** `undefined` where the text is no object, or has no `msg` and is not the server's greeting. */
  read({ outline, direction, time }: JsonText): Meaning | undefined {
    if (outline.kind !== 'object') return undefined;
    const msg = outline.text('msg');
    if (msg === undefined) return direction === 'received' ? greeting(outline) : undefined;
    const meaning = this.#follow(msg, outline, time);
    return { ...meaning, problems: checkMessage(outline, msg, direction) };
  }

  #follow(msg: string, outline: JsonOutline, time: number): Meaning {
    switch (msg) {
      case 'ping':
      case 'pong':
        return { summary: msg, isHeartbeat: true };
      case 'sub':
        return this.#ask(msg, 'name', 'ddp-subscription', outline, time);
      case 'method':
        return this.#ask(msg, 'method', 'ddp-method', outline, time);
      case 'unsub':
      case 'nosub':
        return this.#answer(msg, this.#subscriptions.get(outline.text('id') ?? ''), outline, time);
      case 'result':
        return this.#answer(msg, this.#methods.get(outline.text('id') ?? ''), outline, time);
      case 'ready':
        return this.#many(msg, 'subs', this.#subscriptions, outline, time);
      case 'updated':
        return this.#many(msg, 'methods', this.#methods, outline, time);
      case 'failed':
        return { summary: `failed: version ${outline.text('version') ?? '?'} is asked for` };
      case 'error':
        return { summary: `error: ${outline.text('reason') ?? ''}` };
      default:
        return document(msg, outline);
    }
  }

  #ask(msg: string, member: string, type: string, outline: JsonOutline, time: number): Meaning {
    const name = outline.text(member) ?? '?';
    const channel = { id: `${msg} ${name}`, name, type };
    const label = `${msg} ${shorten(name, LABEL)}`;
    const isSecret = msg === 'method' && ACCOUNTS.test(name);
    const id = outline.text('id');
    const request = { label, channel, time, isSecret, isAnswered: false };
    if (id !== undefined) (msg === 'sub' ? this.#subscriptions : this.#methods).set(id, request);
    return { summary: label, channel, ...body(outline, 'params', isSecret) };
  }

  #answer(msg: string, request: Request | undefined, outline: JsonOutline, time: number): Meaning {
    const id = shorten(outline.text('id') ?? '?', LABEL);
    const about = request ? shorten(request.channel.name, LABEL) : `#${id}`;
    const failed = outline.inside('error');
    const summary = failed ? `${msg} ${about}: ${whyOf(failed)}` : `${msg} ${about}`;
    const { marks = [], inner } = body(outline, 'result', request?.isSecret ?? false);
    const notes = msg === 'unsub' ? [] : notesFor(request, ['id'], time);
    return { summary, channel: request?.channel, marks: [...marks, ...notes], inner };
  }

  /** One message may tell of several; it belongs to a channel where it tells of one. */
  #many(
    msg: string,
    member: string,
    known: Waiting<Request>,
    outline: JsonOutline,
    time: number,
  ): Meaning {
    const ids = outline.inside(member);
    const told = (ids?.members ?? []).map(({ name }) => {
      const request = known.get(ids?.text(name) ?? '');
      return { request, marks: msg === 'ready' ? notesFor(request, [member, name], time) : [] };
    });
    const channels = new Map(
      told.flatMap(({ request }) => (request ? [[request.channel.id, request.channel]] : [])),
    );
    const names = Array.from(channels.values(), (channel) => channel.name).join(', ');
    const [channel] = channels.size === 1 ? channels.values() : [];
    const summary = `${msg} ${names}`.trim();
    return { summary, channel, marks: told.flatMap(({ marks }) => marks) };
  }
}

/** The code of an error was a number before version 1 (DDP, appendix 3). */
function whyOf(error: JsonOutline): string {
  const code = error.scalar('error');
  return error.text('reason') ?? error.text('message') ?? (code == null ? 'error' : String(code));
}

/** What older servers say first: "must be ignored". */
function greeting(outline: JsonOutline): Meaning | undefined {
  if (!outline.has('server_id') || outline.members.length !== 1) return undefined;
  return { summary: 'greeting, to be ignored' };
}

function document(msg: string, outline: JsonOutline): Meaning {
  const collection = outline.text('collection');
  if (collection === undefined) return { summary: msg };
  const id = outline.text('id');
  const number = id === undefined ? '' : ` #${shorten(id, LABEL)}`;
  const name = shorten(collection, LABEL);
  const channel = { id: `collection ${collection}`, name: collection, type: 'ddp-collection' };
  return { summary: `${msg} ${name}${number}`, channel, ...body(outline, 'fields', false) };
}

function body(
  outline: JsonOutline,
  name: string,
  isSecret: boolean,
): Pick<Meaning, 'marks' | 'inner'> {
  if (isSecret) return { marks: [{ path: [name], as: 'secret' }] };
  const kind = outline.member(name)?.kind;
  if (kind !== 'object' && kind !== 'array') return {};
  return { marks: [{ path: [name], as: 'body' }], inner: innerOf(outline, name) };
}

function notesFor(request: Request | undefined, path: readonly string[], time: number): Mark[] {
  if (!request || request.isAnswered) return [];
  request.isAnswered = true;
  return [{ path, note: `answers ${request.label}, ${Math.round(time - request.time)} ms later` }];
}
