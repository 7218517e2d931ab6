import { readJson } from '../../bytes/json/reader.ts';
import type { JsonValue } from '../../bytes/json/value.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Direction, Problem } from '../contract.ts';

const LETTER_A = 0x61;
const LETTER_C = 0x63;
const LETTER_H = 0x68;
const LETTER_M = 0x6d;
const LETTER_O = 0x6f;

/** One string, or what stands in its place. */
export interface Message {
  readonly value: JsonValue;
  /** Its bytes in the frame, quotes included. */
  readonly range: ByteRange;
}

/** A frame of the server, or what a client sends, which is an array without a letter. */
export type Frame =
  | { readonly kind: 'open' }
  | { readonly kind: 'heart-beat' }
  /** Many `h` that make a browser begin to read; no heart-beats. */
  | { readonly kind: 'prelude' }
  | { readonly kind: 'close'; readonly parts: readonly Message[]; readonly problems: Problems }
  | {
      readonly kind: 'messages';
      readonly messages: readonly Message[];
      readonly problems: Problems;
    };

type Problems = readonly Problem[];

/** Reads a frame; `undefined` where the bytes are none. */
export function readFrame(bytes: Uint8Array, direction: Direction): Frame | undefined {
  return direction === 'sent' ? readRequest(bytes) : readAnswer(bytes);
}

function readAnswer(bytes: Uint8Array): Frame | undefined {
  switch (bytes[0]) {
    case LETTER_O:
      return bytes.length === 1 ? { kind: 'open' } : undefined;
    case LETTER_H:
      if (!bytes.every((byte) => byte === LETTER_H)) return undefined;
      return { kind: bytes.length === 1 ? 'heart-beat' : 'prelude' };
    case LETTER_C:
      return readClose(bytes);
    case LETTER_A:
      return readArray(bytes, 1);
    case LETTER_M:
      return readSingle(bytes, 1);
    default:
      return undefined;
  }
}

/** sockjs-node takes a string alone as well as an array of strings. */
function readRequest(bytes: Uint8Array): Frame | undefined {
  const frame = readArray(bytes, 0);
  if (!frame) return bytes[0] === 0x22 ? readSingle(bytes, 0) : undefined;
  const isPure = frame.kind === 'messages' && frame.messages.every(isString);
  return isPure ? frame : undefined;
}

/** Broken from the first value on, or holding no string and broken, it is something else. */
function readArray(bytes: Uint8Array, start: number): Frame | undefined {
  if (bytes[start] !== 0x5b) return undefined;
  const { values, problems } = read(bytes, start);
  if (problems.some(isFatal) && !values.some(isString)) return undefined;
  const strangers = values.filter((message) => !isString(message)).map(notAString);
  return { kind: 'messages', messages: values, problems: [...problems, ...strangers] };
}

/** A single message instead of an array; a number would be too little to go by. */
function readSingle(bytes: Uint8Array, start: number): Frame | undefined {
  const first = bytes[start];
  if (first !== 0x22 && first !== 0x7b) return undefined;
  const { root, problems } = read(bytes, start);
  if (!root || problems.some(isFatal)) return undefined;
  return { kind: 'messages', messages: [root], problems };
}

function readClose(bytes: Uint8Array): Frame | undefined {
  if (bytes[1] !== 0x5b) return undefined;
  const { values: parts, problems } = read(bytes, 1);
  const code = parts[0]?.value.value;
  if (typeof code !== 'number') return undefined;
  const isWhole = parts.length === 2 && typeof parts[1]?.value.value === 'string';
  return { kind: 'close', parts, problems: isWhole ? problems : [...problems, NO_REASON] };
}

/** The value at `start`, and its elements; ranges and offsets count from the frame's first byte. */
function read(bytes: Uint8Array, start: number) {
  const { root, problems } = readJson(bytes.subarray(start), LIMITS.decoderDepth);
  const message = (value: JsonValue): Message => ({
    value,
    range: [value.range[0] + start, value.range[1] + start],
  });
  return {
    root: root && message(root),
    values: (root?.children ?? []).map(message),
    problems: problems.map((problem) => ({ ...problem, offset: problem.offset + start })),
  };
}

/** What a string says; `undefined` where a server sent something else. */
export function textOf({ value }: Message): string | undefined {
  return typeof value.value === 'string' && value.note === undefined ? value.value : undefined;
}

function isString(message: Message): boolean {
  return textOf(message) !== undefined;
}

function isFatal({ kind }: Problem): boolean {
  return STOPS.has(kind);
}

function notAString({ range }: Message): Problem {
  const reason = 'Each element should be a string; clients hand this on as it is.';
  return { kind: 'not-a-string', offset: range[0], reason };
}

/** Problems that JSON is not read on from. */
const STOPS: ReadonlySet<string> = new Set([
  'truncated',
  'unexpected-character',
  'trailing-data',
  'too-deep',
]);

const NO_REASON: Problem = {
  kind: 'bad-close',
  offset: 1,
  reason: 'A close frame is an array of a code and a reason.',
};
