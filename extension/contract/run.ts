import type { MessageEvent, RunEvent } from './events.ts';
import { isBodySound } from './guard-body.ts';
import { LIMITS } from './limits.ts';
import { fits, integer, isObject, isTime, oneOf, shape } from './shape.ts';
import { DIRECTIONS } from './words.ts';

const HEAD = shape({
  kind: oneOf(['run']),
  connection: integer(1),
  index: integer(0),
  time: isTime,
  direction: oneOf(DIRECTIONS),
  texts: Array.isArray,
  sizes: Array.isArray,
  delays: Array.isArray,
});
const isDelay = integer(0);

/** A run whose lists may hold anything. */
type RunHead = Omit<RunEvent, 'texts' | 'sizes' | 'delays'> &
  Readonly<Record<'texts' | 'sizes' | 'delays', readonly unknown[]>>;

function isRun(value: object): value is RunHead {
  return isObject(value) && fits(value, HEAD);
}

/** How many running numbers an event takes: a run counts as its messages, all else as one. */
export function countOf(value: unknown): number {
  const { kind, texts } = (value ?? {}) as { readonly kind?: unknown; readonly texts?: unknown };
  return kind === 'run' && Array.isArray(texts) ? texts.length : 1;
}

/** The messages of a run; undefined unless every one of them is sound. Never throws. */
export function messagesOfRun(run: object): readonly MessageEvent[] | undefined {
  if (!isRun(run)) return undefined;
  const { texts, sizes, delays } = run;
  if (sizes.length !== texts.length || delays.length !== texts.length) return undefined;
  const messages: MessageEvent[] = [];
  for (let at = 0; at < texts.length; at += 1) {
    const message = messageOf(run, at);
    if (message === undefined) return undefined;
    messages.push(message);
  }
  return messages;
}

function messageOf(run: RunHead, at: number): MessageEvent | undefined {
  const { connection, direction } = run;
  const [text, size, delay] = [run.texts[at], run.sizes[at], run.delays[at]];
  if (typeof text !== 'string' || text.length > LIMITS.payload) return undefined;
  if (typeof delay !== 'number' || !isDelay(delay)) return undefined;
  if (typeof size !== 'number' || !Number.isInteger(size)) return undefined;
  if (!isBodySound({ text, size })) return undefined;
  const time = run.time + delay / 1000;
  if (!isTime(time)) return undefined;
  const index = run.index + at;
  return { kind: 'message', connection, index, time, direction, type: 'text', size, text };
}
