import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Direction, Problem } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import { Waiting } from '../waiting.ts';
import { checkMessage } from './checks.ts';
import { type Dialect, dialectBy, dialectOf, messageType } from './messages.ts';
import { operationOf } from './operation.ts';

interface Operation {
  readonly channel: ChannelName;
  readonly startedBy: string;
  readonly time: number;
  isAnswered: boolean;
  isOver: boolean;
}

/** A message of a known type. */
interface Message {
  readonly outline: JsonOutline;
  readonly type: string;
  readonly id: string | undefined;
  readonly time: number;
  readonly dialect: Dialect;
}

/** Follows one connection: its dialect, whether it is acknowledged, and its operations by id. */
export class Conversation {
  readonly #operations = new Waiting<Operation>();
  readonly #subprotocol: string | undefined;
  #dialect: Dialect | undefined;
  #count = 0;
  #init: { readonly time: number; isAcknowledged: boolean } | undefined;

  constructor(subprotocol: string | undefined) {
    this.#subprotocol = subprotocol;
    this.#dialect = dialectOf(subprotocol);
  }

  /** `undefined` where the text has no type. */
  read({ outline, direction, time }: JsonText): Meaning | undefined {
    const type = outline.kind === 'object' ? outline.text('type') : undefined;
    if (type === undefined) return undefined;
    this.#dialect ??= dialectBy(type);
    const dialect = this.#dialect ?? 'transport';
    const message: Message = { outline, type, id: outline.text('id'), time, dialect };
    const meaning = this.#follow(message, direction);
    const problems = checkMessage(outline, type, direction, this.#dialect, this.#subprotocol);
    if (problems.length === 0) return meaning;
    return { ...meaning, problems: [...problems, ...(meaning.problems ?? [])] };
  }

  #follow(message: Message, direction: Direction): Meaning {
    const { type } = message;
    const role = messageType(type, message.dialect)?.role;
    switch (role) {
      case 'init':
        return this.#initialise(message);
      case 'acknowledge':
      case 'refuse':
        return this.#answerInit(message, role === 'acknowledge');
      case 'heart-beat':
        return { summary: type, isHeartbeat: true };
      case 'start':
        return this.#start(message);
      case 'result':
      case 'error':
      case 'started':
        return this.#answer(message, role);
      case 'end':
        return this.#end(message, direction);
      case 'terminate':
        return { summary: type };
      case undefined:
        return this.#about(type, this.#find(message.id), message.id);
      default:
        return role satisfies never;
    }
  }

  #initialise({ type, outline, time, dialect }: Message): Meaning {
    const isRepeated = this.#init !== undefined && dialect === 'transport';
    this.#init ??= { time, isAcknowledged: false };
    const reason = 'A second connection_init makes the server close the socket (4429).';
    return {
      summary: type,
      marks: [{ path: ['payload'], as: 'secret' }],
      problems: isRepeated ? [problemAt(outline, 'type', 'repeated-init', reason)] : [],
    };
  }

  #answerInit({ type, time }: Message, isAcknowledged: boolean): Meaning {
    const init = this.#init;
    if (!init || init.isAcknowledged) return { summary: type };
    init.isAcknowledged = isAcknowledged;
    return { summary: type, marks: [answers('type', 'connection_init', time - init.time)] };
  }

  #start({ type, id, outline, time, dialect }: Message): Meaning {
    const { name, secrets } = operationOf(outline);
    const problems = dialect === 'transport' ? this.#checkStart(id, outline) : [];
    this.#count += 1;
    const label = name ?? (id === undefined ? 'operation' : `#${id}`);
    const channel = { id: `operation-${this.#count}`, name: label, type: 'graphql-operation' };
    const startedBy = `${type} ${label}`;
    if (id !== undefined) {
      const operation = { channel, startedBy, time, isAnswered: false, isOver: false };
      this.#operations.set(id, operation);
    }
    return { summary: startedBy, channel, marks: secrets, problems };
  }

  /** Rules of graphql-transport-ws for `subscribe`; the connection may have begun unseen. */
  #checkStart(id: string | undefined, outline: JsonOutline): readonly Problem[] {
    const isEarly = this.#init && !this.#init.isAcknowledged;
    const earlier = this.#find(id);
    return [
      ...(isEarly ? [problemAt(outline, 'type', 'not-acknowledged', NOT_ACKNOWLEDGED)] : []),
      ...(earlier && !earlier.isOver ? [problemAt(outline, 'id', 'repeated-id', REPEATED_ID)] : []),
    ];
  }

  #answer(message: Message, role: 'result' | 'error' | 'started'): Meaning {
    const { type, id, outline, time } = message;
    const operation = this.#find(id);
    const inner = role === 'started' ? undefined : innerOf(outline, 'payload');
    const body = inner ? BODY : NONE;
    const marks = operation ? [...this.#firstAnswer(operation, time), ...body] : body;
    if (operation && role === 'error') operation.isOver = true;
    const { summary, channel } = this.#about(type, operation, id);
    return { summary, channel, marks, inner };
  }

  #firstAnswer(operation: Operation, time: number): readonly Mark[] {
    if (operation.isAnswered) return NONE;
    operation.isAnswered = true;
    return [answers('id', operation.startedBy, time - operation.time)];
  }

  #end({ type, id, time }: Message, direction: Direction): Meaning {
    const operation = this.#find(id);
    if (!operation) return this.#about(type, operation, id);
    const isFirst = !operation.isOver;
    operation.isOver = true;
    const by = direction === 'sent' ? 'ended by the client' : 'ended by the server';
    const note = `${by}, ${Math.round(time - operation.time)} ms after ${operation.startedBy}`;
    const marks = isFirst ? [{ path: ['id'], note }] : [];
    return { ...this.#about(type, operation, id), marks };
  }

  #find(id: string | undefined): Operation | undefined {
    return id === undefined ? undefined : this.#operations.get(id);
  }

  /** An operation that began unseen is called by its id. */
  #about(type: string, operation: Operation | undefined, id: string | undefined): Meaning {
    if (id === undefined) return { summary: type };
    if (operation) {
      const { channel } = operation;
      return { summary: `${type} ${channel.name}`, channel };
    }
    const label = `#${shorten(id, 40)}`;
    const channel = { id: `id-${id}`, name: label, type: 'graphql-operation' };
    return { summary: `${type} ${label}`, channel };
  }
}

const NONE: readonly Mark[] = [];
const BODY: readonly Mark[] = [{ path: ['payload'], as: 'body' }];

function answers(name: string, what: string, milliseconds: number): Mark {
  return { path: [name], note: `answers ${what}, ${Math.round(milliseconds)} ms later` };
}

const NOT_ACKNOWLEDGED =
  'An operation before connection_ack makes the server close the socket (4401).';
const REPEATED_ID = 'The operation of this id is not over, so the server closes the socket (4409).';
