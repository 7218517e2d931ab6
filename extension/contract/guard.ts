import { type Command, VERSION } from './channel.ts';
import type { PageEvent } from './events.ts';
import { isBodySound } from './guard-body.ts';
import { LIMITS } from './limits.ts';
import { countOf, messagesOfRun } from './run.ts';
import {
  type Check,
  fits,
  integer,
  isObject,
  isTime,
  listOf,
  objectOf,
  oneOf,
  type Shape,
  shape,
  text,
} from './shape.ts';
import { DIRECTIONS, END_STATES, MESSAGE_TYPES, TAPPED_TRANSPORTS } from './words.ts';

const isLabel = text(LIMITS.label);
const isConnection = integer(1);
const isCount = integer(0);
const isClosedCode = integer(0, 65_535);
const isStatus = integer(0, 999);
const isTrue = oneOf([true]);
const isKind: Check = (value) => typeof value === 'string';
const isHeaders = listOf(
  (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isLabel),
  LIMITS.headers,
);
const isEventName = objectOf(shape({ type: isLabel, id: isLabel }));
const isClose = objectOf(
  shape({ code: isClosedCode, reason: isLabel, wasClean: oneOf([true, false]) }),
);

const HEAD = { kind: isKind, connection: isConnection };
const BODY = {
  size: isCount,
  'truncated?': isTrue,
  'text?': text(LIMITS.payload),
  'base64?': text(Math.ceil(LIMITS.payload / 3) * 4),
  'missing?': isLabel,
};

/** What each event of the vocabulary looks like; nothing else gets through. */
const SHAPES: { readonly [Kind in PageEvent['kind']]: Shape } = {
  connecting: shape({
    ...HEAD,
    time: isTime,
    transport: oneOf(TAPPED_TRANSPORTS),
    url: isLabel,
    'protocols?': listOf(isLabel, LIMITS.headers),
    'method?': isLabel,
    'headers?': isHeaders,
  }),
  opened: shape({
    ...HEAD,
    time: isTime,
    'protocol?': isLabel,
    'extensions?': isLabel,
    'status?': isStatus,
    'statusText?': isLabel,
    'headers?': isHeaders,
    'url?': isLabel,
  }),
  message: shape({
    ...HEAD,
    ...BODY,
    index: isCount,
    time: isTime,
    direction: oneOf(DIRECTIONS),
    type: oneOf(MESSAGE_TYPES),
    'event?': isEventName,
    'pending?': isTrue,
    'discarded?': isTrue,
  }),
  payload: shape({ ...HEAD, ...BODY, index: isCount }),
  reconnecting: shape({ ...HEAD, time: isTime, attempt: integer(1) }),
  closing: shape({ ...HEAD, time: isTime, 'code?': isClosedCode, 'reason?': isLabel }),
  closed: shape({
    ...HEAD,
    time: isTime,
    state: oneOf(END_STATES),
    'close?': isClose,
    'error?': isLabel,
  }),
  dropped: shape({ kind: isKind, time: isTime, count: integer(1) }),
};

const SHAPE_OF = new Map<unknown, Shape>(Object.entries(SHAPES));

/** Whether a value is one event of the vocabulary, sound in every field. Never throws. */
export function isPageEvent(value: unknown): value is PageEvent {
  if (!isObject(value)) return false;
  const expected = SHAPE_OF.get(value.kind);
  if (expected === undefined || !fits(value, expected)) return false;
  return (value.kind !== 'message' && value.kind !== 'payload') || isBodySound(value);
}

/** A batch that passed the guard. */
export interface CheckedBatch {
  /** Running number of the first event in its document. */
  readonly first: number;
  /** Running number that the next batch has to begin with. */
  readonly next: number;
  readonly events: readonly PageEvent[];
  /** Events left out because they were forged or garbled; they keep their running numbers. */
  readonly refused: number;
}

/**
 * The one guard of what a page may say. Takes a batch as JSON text of at most
 * `LIMITS.batchMaximum` characters; gives undefined when it is no batch of this version.
 */
export function readBatch(batch: unknown): CheckedBatch | undefined {
  const value = parse(batch, LIMITS.batchMaximum);
  if (!isObject(value) || value.version !== VERSION) return undefined;
  const { first, events } = value;
  if (typeof first !== 'number' || !isCount(first) || !Array.isArray(events)) return undefined;
  const sound: PageEvent[] = [];
  let count = 0;
  for (const event of events) {
    count += countOf(event);
    for (const one of soundOf(event)) sound.push(one);
  }
  const next = first + count;
  if (!isCount(next)) return undefined;
  return { first, next, events: sound, refused: count - sound.length };
}

/** An event as it is, or a run as its messages; nothing where it is not sound. */
function soundOf(value: unknown): readonly PageEvent[] {
  if (isPageEvent(value)) return [value];
  const isRun = isObject(value) && value.kind === 'run';
  return (isRun && messagesOfRun(value)) || [];
}

/** Reads a command of the panel from JSON text; undefined when it is none. Never throws. */
export function readCommand(command: unknown): Command | undefined {
  const value = parse(command, LIMITS.label);
  if (!isObject(value)) return undefined;
  switch (value.kind) {
    case 'welcome':
      return { kind: 'welcome' };
    case 'stand-down':
      return { kind: 'stand-down' };
    case 'acknowledge': {
      const { next } = value;
      return typeof next === 'number' && isCount(next) ? { kind: 'acknowledge', next } : undefined;
    }
    default:
      return undefined;
  }
}

function parse(json: unknown, most: number): unknown {
  if (typeof json !== 'string' || json.length > most) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
