import { shorten } from '../../bytes/shorten.ts';
import type { Direction } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import type { Meaning, Written } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { Waiting } from '../waiting.ts';
import { checkMessage } from './checks.ts';
import type { Encoding } from './encoding.ts';
import { handshakeOf } from './handshake.ts';
import { about, answers, body, type Invocation, late, resultOfStream } from './invocation.ts';
import { MESSAGE_TYPES } from './message-types.ts';

/** Ties what comes back to its invocation. Each endpoint has ids of its own, and may invoke. */
export class Conversation {
  readonly #invocations: Readonly<Record<Direction, Waiting<Invocation>>> = {
    sent: new Waiting(),
    received: new Waiting(),
  };
  /** Streams that a caller sends up, by the caller's direction. */
  readonly #uploads: Readonly<Record<Direction, Waiting<Invocation>>> = {
    sent: new Waiting(),
    received: new Waiting(),
  };

  readonly #isShaken: Record<Direction, boolean> = { sent: false, received: false };
  /** What the handshake asked for; messages before and without it tell by themselves. */
  #encoding: Encoding | undefined;

  get encoding(): Encoding | undefined {
    return this.#encoding;
  }

  /** `undefined` where the record is neither a handshake nor a hub message. */
  read(text: Written): Meaning | undefined {
    const { outline, direction } = text;
    if (outline.kind !== 'object') return undefined;
    if (!outline.has('type')) return this.#shakeHands(outline, direction);
    const value = outline.scalar('type');
    const type = MESSAGE_TYPES.get(value);
    if (!type) return unknown(outline, String(value));
    const meaning = this.#follow(type.name, text);
    const problems = [...checkMessage(outline, type), ...(meaning.problems ?? [])];
    const marks = [{ path: ['type'], note: type.name }, ...(meaning.marks ?? [])];
    return { ...meaning, marks, problems };
  }

  #shakeHands(outline: Outline, direction: Direction): Meaning | undefined {
    const meaning = handshakeOf(outline, direction);
    if (!meaning) return undefined;
    if (direction === 'sent') {
      this.#encoding = outline.text('protocol') === 'messagepack' ? 'messagepack' : 'json';
    }
    const isRepeated = this.#isShaken[direction];
    this.#isShaken[direction] = true;
    if (!isRepeated) return meaning;
    const problem = problemAt(outline, 'type', 'repeated-handshake', HANDSHAKE_OVER);
    return { ...meaning, problems: [...(meaning.problems ?? []), problem] };
  }

  #follow(name: string, text: Written): Meaning {
    switch (name) {
      case 'Invocation':
      case 'StreamInvocation':
        return this.#invoke(name, text);
      case 'StreamItem':
        return this.#item(name, text);
      case 'Completion':
        return this.#complete(name, text);
      case 'CancelInvocation': {
        const invocation = this.#find(this.#invocations, text.direction, text.outline);
        return about(name, text.outline, invocation);
      }
      case 'Close': {
        const error = text.outline.text('error');
        return { summary: error === undefined ? name : `${name}: ${error}` };
      }
      case 'Ack':
      case 'Sequence': {
        const summary = `${name} ${String(text.outline.scalar('sequenceId') ?? '?')}`;
        return { summary, isHeartbeat: name === 'Ack' };
      }
      default:
        return { summary: name, isHeartbeat: true };
    }
  }

  #invoke(name: string, { outline, direction, time }: Written): Meaning {
    const target = outline.text('target') ?? '?';
    const id = outline.text('invocationId');
    const invocation = { target, time, hasItems: false, isAnswered: false, isOver: false };
    const isRepeated = this.#find(this.#invocations, direction, outline) !== undefined;
    if (id !== undefined) this.#invocations[direction].set(id, invocation);
    const streams = outline.inside('streamIds');
    for (const { name: index } of streams?.members ?? []) {
      const stream = streams?.text(index);
      if (stream !== undefined) this.#uploads[direction].set(stream, { ...invocation });
    }
    const marks: Mark[] = id === undefined ? [{ path: ['target'], note: NON_BLOCKING }] : [];
    return {
      ...about(name, outline, invocation),
      ...body(outline, 'arguments', marks),
      problems: isRepeated ? [problemAt(outline, 'invocationId', 'repeated-id', REPEATED)] : [],
    };
  }

  #item(name: string, text: Written): Meaning {
    const { outline } = text;
    const invocation = this.#answered(text);
    const marks = answers(text, invocation);
    if (invocation) invocation.hasItems = true;
    const problems = late(outline, invocation);
    return { ...about(name, outline, invocation), ...body(outline, 'item', marks), problems };
  }

  #complete(name: string, text: Written): Meaning {
    const { outline, time } = text;
    const invocation = this.#answered(text);
    const problems = [...late(outline, invocation), ...resultOfStream(outline, invocation)];
    const marks = [...answers(text, invocation)];
    if (invocation?.hasItems && !invocation.isOver) {
      const note = `ends ${invocation.target}, ${Math.round(time - invocation.time)} ms after it`;
      marks.push({ path: ['invocationId'], note });
    }
    if (invocation) invocation.isOver = true;
    const error = outline.text('error');
    const meaning = about(name, outline, invocation);
    const summary = error === undefined ? meaning.summary : `${meaning.summary}: ${error}`;
    return { ...meaning, ...body(outline, 'result', marks), summary, problems };
  }

  /** The other side's invocation, or a stream that this side sends up. */
  #answered({ outline, direction }: Written): Invocation | undefined {
    const caller = direction === 'sent' ? 'received' : 'sent';
    return (
      this.#find(this.#invocations, caller, outline) ??
      this.#find(this.#uploads, direction, outline)
    );
  }

  #find(
    known: Readonly<Record<Direction, Waiting<Invocation>>>,
    caller: Direction,
    outline: Outline,
  ): Invocation | undefined {
    const id = outline.text('invocationId');
    return id === undefined ? undefined : known[caller].get(id);
  }
}

function unknown(outline: Outline, type: string): Meaning {
  const reason = 'The hub protocol has the types 1 to 9.';
  const summary = `type ${shorten(type, 60)}`;
  return { summary, problems: [problemAt(outline, 'type', 'unknown-type', reason)] };
}

const HANDSHAKE_OVER = 'The handshake is over; messages have a type.';
const NON_BLOCKING = 'no invocationId: nothing is answered';
const REPEATED = 'This endpoint used the id before.';
