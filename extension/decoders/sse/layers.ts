import { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import type { Field, FieldValue, Inner, Layer, Problem } from '../contract.ts';
import { type Block, isRetry, type Line } from './block.ts';

/** Characters of an id in a summary. */
const ID = 40;

/** A server-sent event that the browser already parsed: the payload is its data. */
export function parsedLayer(payload: Payload, event: { type: string; id: string }): Layer {
  return {
    protocol: 'sse',
    summary: eventName(event.type, event.id),
    payload,
    problems: [],
    inner: { payload, range: [0, payload.byteLength] },
    fields: () => [
      { name: 'event', value: event.type, range: [0, 0] },
      { name: 'last event id', value: event.id, range: [0, 0] },
      { name: 'data', value: payload.text, range: [0, payload.byteLength] },
    ],
  };
}

/** One block of the stream's own bytes. `lastId` is the last event id once the block is read. */
export function blockLayer(
  bytes: Uint8Array,
  block: Block,
  lastId: string,
  failures: readonly Problem[],
): Layer {
  const layer = {
    protocol: 'sse',
    summary: summarize(block, lastId),
    payload: Payload.ofBytes(bytes),
    problems: [...block.problems, ...failures],
    fields: () => fields(block, lastId),
  };
  const inner = innerData(bytes, block);
  return inner ? { ...layer, inner } : layer;
}

function innerData(bytes: Uint8Array, block: Block): Inner | undefined {
  if (block.data === undefined) return undefined;
  const range = block.dataRange;
  if (!range) return { payload: Payload.ofText(block.data) };
  const payload = block.problems.some((problem) => problem.kind === 'invalid-utf-8')
    ? Payload.ofBytes(bytes.subarray(...range))
    : Payload.ofText(block.data);
  return { payload, range };
}

function summarize(block: Block, lastId: string): string {
  if (block.data !== undefined) return eventName(block.type, lastId);
  if (block.lines.length === 0) return '(blank line)';
  return oneLine(block.lines.map(lineText).join(', '));
}

function eventName(type: string, id: string): string {
  return oneLine(id === '' ? type : `${type} #${shorten(id, ID)}`);
}

function lineText({ name, value }: Line): string {
  return name === '' ? `: ${value}` : `${name} ${value}`;
}

function fields(block: Block, lastId: string): readonly Field[] {
  const lines = block.lines.map(lineField);
  if (block.data === undefined || block.id !== undefined || lastId === '') return lines;
  const sticky: Field = {
    name: 'last event id',
    value: lastId,
    range: [0, 0],
    note: 'set by an earlier block, valid until the next id',
  };
  return [...lines, sticky];
}

function lineField({ name, value, range }: Line): Field {
  const note = NOTES.get(name);
  return {
    name: name === '' ? 'comment' : name,
    value: name === 'retry' ? milliseconds(value) : value,
    range,
    ...(note !== undefined && { note }),
  };
}

function milliseconds(value: string): FieldValue {
  if (!isRetry(value)) return value;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  return value.length < 1000 ? BigInt(value) : value;
}

const NOTES: ReadonlyMap<string, string> = new Map([
  ['', 'ignored by the receiver; keeps the connection alive'],
  ['event', 'event type'],
  ['id', 'last event id from now on'],
  ['retry', 'milliseconds to wait before reconnecting'],
]);
