import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { ByteRange, Field, Inner, Layer, Problem } from '../contract.ts';
import { type Frame, type Message, textOf } from './frame.ts';

const BACKSLASH = 0x5c;

/** A stretch of a frame that is a unit of its own, with the layer that reads it. */
export interface Piece {
  /** Where it lies in the frame. */
  readonly range: ByteRange;
  readonly layer: Layer;
}

/**
 * The units of a frame: one for each message, so that what is inside can be read one by one.
 * `failures` say what is wrong around the frame.
 */
export function piecesOf(
  payload: Payload,
  frame: Frame,
  failures: readonly Problem[],
): readonly Piece[] {
  const { byteLength } = payload;
  const all = frame.kind === 'messages' ? frame.messages : [];
  if (all.length < 2) return [{ range: [0, byteLength], layer: whole(payload, frame, failures) }];
  const messages = all.slice(0, MOST);
  const tooMany = all.length > MOST ? [tooManyAt(all[MOST]?.range[0] ?? 0)] : [];
  const problems = [...problemsOf(frame), ...tooMany, ...failures].toSorted(byOffset);
  let start = 0;
  let told = 0;
  return messages.map((message, index) => {
    const end = index === messages.length - 1 ? byteLength : message.range[1];
    const first = told;
    while (told < problems.length && isBefore(problems[told], end, byteLength)) told += 1;
    const summary = `message ${index + 1} of ${all.length}`;
    const range = [start, end] as const;
    start = end;
    return { range, layer: part(payload, range, message, summary, problems.slice(first, told)) };
  });
}

/** Bytes that no client hands on. */
export function paddingLayer(bytes: Uint8Array, summary: string): Layer {
  return layerOf(Payload.ofBytes(bytes), summary, [], () => []);
}

/** Bytes that are no frame; what they are is for other decoders to say. */
export function foreignLayer(payload: Payload): Layer {
  const layer = layerOf(payload, 'not a SockJS frame', [NOT_A_FRAME], () => []);
  return { ...layer, inner: { payload, range: [0, payload.byteLength] } };
}

function whole(payload: Payload, frame: Frame, failures: readonly Problem[]): Layer {
  const problems = [...problemsOf(frame), ...failures];
  switch (frame.kind) {
    case 'open':
    case 'heart-beat':
      return layerOf(payload, frame.kind, problems, () => [typeField(payload)]);
    case 'prelude':
      return layerOf(payload, `prelude, ${payload.byteLength} × h`, problems, () => []);
    case 'close':
      return layerOf(payload, closeSummary(frame.parts), problems, () => [
        typeField(payload),
        ...frame.parts.map(closeField),
      ]);
    case 'messages': {
      const [message] = frame.messages;
      if (message) return part(payload, [0, payload.byteLength], message, 'message', problems);
      return layerOf(payload, 'no messages', problems, () => typeFields(payload));
    }
    default:
      return frame satisfies never;
  }
}

function part(
  frame: Payload,
  [start, end]: ByteRange,
  message: Message,
  summary: string,
  found: readonly Problem[],
): Layer {
  const isWhole = start === 0 && end === frame.byteLength;
  const payload = isWhole ? frame : Payload.ofBytes(frame.bytes.subarray(start, end));
  const range = [message.range[0] - start, message.range[1] - start] as const;
  const problems = found.map((problem) => ({ ...problem, offset: problem.offset - start }));
  const fields = () => [
    ...(start === 0 ? typeFields(payload) : []),
    messageField(message, range, payload),
  ];
  return {
    ...layerOf(payload, summary, problems, fields),
    inner: innerOf(message, range, payload),
  };
}

function layerOf(
  payload: Payload,
  summary: string,
  problems: readonly Problem[],
  fields: () => readonly Field[],
): Layer {
  return { protocol: 'sockjs', summary: oneLine(summary), payload, problems, fields };
}

/** Text without escapes stays the bytes it is; what is no string is handed on as the JSON it is. */
function innerOf(message: Message, [start, end]: ByteRange, { bytes }: Payload): Inner {
  const text = textOf(message);
  if (text === undefined) {
    const payload = Payload.ofBytes(bytes.subarray(start, end));
    return { payload, mime: 'application/json', range: [start, end] };
  }
  const range = [start + 1, Math.max(start + 1, end - 1)] as const;
  const said = bytes.subarray(...range);
  if (said.includes(BACKSLASH) || bytes[end - 1] !== QUOTE)
    return { payload: Payload.ofText(text) };
  return { payload: Payload.ofUtf8(said, text), range };
}

function messageField(message: Message, range: ByteRange, { bytes }: Payload): Field {
  const text = textOf(message) ?? new TextDecoder().decode(bytes.subarray(...range));
  return { name: 'message', value: text, range };
}

/** What a client sends has no letter. */
function typeFields(payload: Payload): readonly Field[] {
  return payload.bytes[0] === LETTER_A || payload.bytes[0] === LETTER_M ? [typeField(payload)] : [];
}

function typeField({ bytes }: Payload): Field {
  const letter = String.fromCharCode(bytes[0] ?? 0);
  const note = TYPES.get(letter);
  return { name: 'type', value: letter, range: [0, 1], ...(note !== undefined && { note }) };
}

function closeField({ value, range }: Message, index: number): Field {
  const name = CLOSE_PARTS[index] ?? String(index);
  return { name, range, ...(value.value !== undefined && { value: value.value }) };
}

function closeSummary(parts: readonly Message[]): string {
  return ['close', ...parts.map(({ value }) => String(value.value ?? ''))].join(' ');
}

function problemsOf(frame: Frame): readonly Problem[] {
  return frame.kind === 'messages' || frame.kind === 'close' ? frame.problems : [];
}

function byOffset(one: Problem, other: Problem): number {
  return one.offset - other.offset;
}

/** What lies at the very end belongs to the last message. */
function isBefore(problem: Problem | undefined, end: number, byteLength: number): boolean {
  return problem !== undefined && (problem.offset < end || end === byteLength);
}

function tooManyAt(offset: number): Problem {
  const reason = `Only the first ${MOST} messages of a frame are read one by one.`;
  return { kind: 'too-many', offset, reason };
}

/** Messages of one frame that become units of their own: each costs far more than its bytes. */
const MOST = 10_000;
const QUOTE = 0x22;
const LETTER_A = 0x61;
const LETTER_M = 0x6d;
const CLOSE_PARTS = ['code', 'reason'];

const TYPES: ReadonlyMap<string, string> = new Map([
  ['o', 'open: the session begins'],
  ['h', 'heart-beat'],
  ['a', 'array of messages'],
  ['m', 'a single message'],
  ['c', 'close: the session is over'],
]);

const NOT_A_FRAME: Problem = {
  kind: 'not-a-frame',
  offset: 0,
  reason: 'A frame is o, h, a[…], m… or c[…], and a client sends an array of strings.',
};
