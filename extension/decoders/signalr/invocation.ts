import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName, Problem } from '../contract.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import type { Meaning, Written } from '../message-session.ts';
import type { Outline } from '../outline.ts';

/** What is remembered of an invocation, or of a stream that goes up with one. */
export interface Invocation {
  readonly target: string;
  readonly time: number;
  hasItems: boolean;
  isAnswered: boolean;
  isOver: boolean;
}

/** Characters of a name in a summary. */
const LABEL = 60;

/** Name, target and id: `Completion Add #42`. */
export function about(name: string, outline: Outline, invocation: Invocation | undefined): Meaning {
  const id = outline.text('invocationId');
  const number = id === undefined ? '' : ` #${shorten(id, LABEL)}`;
  if (!invocation) return { summary: `${name}${number}` };
  const { target } = invocation;
  const channel: ChannelName = { id: target, name: target, type: 'signalr-target' };
  return { summary: `${name} ${shorten(target, LABEL)}${number}`, channel };
}

/** Arguments, an item or a result: the application's own. */
export function body(outline: Outline, name: string, marks: readonly Mark[]): Partial<Meaning> {
  const kind = outline.member(name)?.kind;
  if (kind !== 'object' && kind !== 'array') return { marks };
  return { marks: [...marks, { path: [name], as: 'body' }], inner: innerOf(outline, name) };
}

/** Says of the first answer what it answers. */
export function answers({ time }: Written, invocation: Invocation | undefined): readonly Mark[] {
  if (!invocation || invocation.isAnswered) return [];
  invocation.isAnswered = true;
  const later = `${Math.round(time - invocation.time)} ms later`;
  return [{ path: ['invocationId'], note: `answers ${invocation.target}, ${later}` }];
}

/** What the protocol forbids once an invocation is completed. */
export function late(outline: Outline, invocation: Invocation | undefined): readonly Problem[] {
  if (!invocation?.isOver) return [];
  const reason = 'The invocation of this id is completed; nothing may follow.';
  return [problemAt(outline, 'invocationId', 'after-completion', reason)];
}

/** What the protocol forbids in the completion of a stream. */
export function resultOfStream(
  outline: Outline,
  invocation: Invocation | undefined,
): readonly Problem[] {
  if (!invocation?.hasItems || !outline.has('result')) return [];
  const reason = 'A stream that had items is completed without a result.';
  return [problemAt(outline, 'result', 'result-after-items', reason)];
}
