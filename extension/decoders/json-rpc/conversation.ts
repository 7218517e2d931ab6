import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Direction } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';
import { checkMessage } from './checks.ts';
import { errorMeaning } from './error-codes.ts';

interface Request {
  readonly method: string;
  readonly time: number;
}

/** Characters of a method or id in a summary. */
const LABEL = 60;

/** Ties responses to requests. Each side has ids of its own, because each may ask the other. */
export class Conversation {
  readonly #requests: Readonly<Record<Direction, Waiting<Request>>> = {
    sent: new Waiting(),
    received: new Waiting(),
  };

  /** `undefined` where the text does not say that it is JSON-RPC. */
  read(text: JsonText): Meaning | undefined {
    const { outline, place } = text;
    if (outline.kind === 'array') return emptyBatch(outline);
    if (!outline.has('jsonrpc') || !KINDS.some((name) => outline.has(name))) return undefined;
    const meaning = outline.has('method') ? this.#request(text) : this.#response(text);
    const marks = [...(meaning.marks ?? [])];
    if (place !== undefined) marks.push({ path: ['jsonrpc'], note: place });
    return { ...meaning, marks, problems: checkMessage(outline) };
  }

  #request({ outline, direction, time }: JsonText): Meaning {
    const method = outline.text('method') ?? '?';
    const id = idOf(outline);
    if (id) this.#requests[direction].set(id.key, { method, time });
    const kind = outline.has('id') ? 'request' : 'notification';
    const marks: Mark[] = [];
    if (method.startsWith('rpc.')) marks.push({ path: ['method'], note: 'reserved (§4)' });
    if (id?.isNull) marks.push({ path: ['id'], note: 'null: discouraged for requests (§4)' });
    return {
      summary: `${kind} ${labelOf(method, id)}`,
      channel: channelOf(method),
      ...body(outline, 'params', marks),
    };
  }

  #response({ outline, direction, time }: JsonText): Meaning {
    const id = idOf(outline);
    const asker = direction === 'sent' ? 'received' : 'sent';
    const request = id && this.#requests[asker].take(id.key);
    const label = labelOf(request?.method, id);
    const marks: Mark[] = [];
    if (request) {
      const later = `${Math.round(time - request.time)} ms later`;
      marks.push({ path: ['id'], note: `answers ${request.method}, ${later}` });
    } else if (id?.isNull) {
      marks.push({ path: ['id'], note: 'null: the request could not be read' });
    }
    const channel = request && channelOf(request.method);
    const error = outline.inside('error');
    if (!error) return { summary: `response ${label}`, channel, ...body(outline, 'result', marks) };
    const code = error.scalar('code');
    if (typeof code === 'number') {
      marks.push({ path: ['error', 'code'], note: errorMeaning(code) });
    }
    const message = error.text('message') ?? '';
    return { summary: `error ${label}: ${String(code)} ${message}`, channel, marks };
  }
}

const KINDS = ['method', 'result', 'error'];

function emptyBatch(outline: JsonOutline): Meaning | undefined {
  if (outline.members.length > 0 || !outline.isClosed) return undefined;
  const reason = 'A batch holds at least one message (§6).';
  return { summary: 'empty batch', problems: [problemAt(outline, '', 'empty-batch', reason)] };
}

function body(outline: JsonOutline, name: string, marks: readonly Mark[]): Partial<Meaning> {
  const kind = outline.member(name)?.kind;
  if (kind !== 'object' && kind !== 'array') return { marks };
  return { marks: [...marks, { path: [name], as: 'body' }], inner: innerOf(outline, name) };
}

interface Id {
  /** A number and a string that look alike are different ids. */
  readonly key: string;
  readonly label: string;
  readonly isNull: boolean;
}

function idOf(outline: JsonOutline): Id | undefined {
  const value = outline.scalar('id');
  if (value === undefined) return undefined;
  const label = shorten(String(value), LABEL);
  return { key: `${outline.member('id')?.kind} ${String(value)}`, label, isNull: value === null };
}

function labelOf(method: string | undefined, id: Id | undefined): string {
  const number = id === undefined ? '' : `#${id.label}`;
  return [shorten(method ?? '', LABEL), number].filter((part) => part !== '').join(' ');
}

function channelOf(method: string): ChannelName {
  return { id: method, name: method, type: 'json-rpc-method' };
}
