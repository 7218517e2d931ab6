import { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import type { EventFacts, Field, FieldValue, Inner, Layer, Problem } from '../contract.ts';
import { type Block, checkBlock, isForeignBlock, isRetry, type Line, readBlock } from './block.ts';

/** Characters of an id in a summary. */
const ID = 40;

/** A server-sent event that the browser already parsed: the payload is its data. */
export function parsedLayer(payload: Payload, event: EventFacts): Layer {
  return {
    protocol: 'sse',
    summary: eventName(event.type, event.id),
    payload,
    problems: [],
    inner: { payload, range: [0, payload.byteLength], event },
    fields: () => [
      { name: 'event', value: event.type, range: [0, 0] },
      { name: 'last event id', value: event.id, range: [0, 0] },
      { name: 'data', value: payload.text, range: [0, payload.byteLength] },
    ],
  };
}

/** One block of the stream's own bytes; its lines are read again when asked for. */
export class BlockLayer implements Layer {
  readonly protocol = 'sse';
  readonly summary: string;
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  /** It is no event stream at all. */
  readonly isForeign: boolean;
  readonly #isFirst: boolean;
  readonly #lastId: string;
  readonly #failures: readonly Problem[];

  /** `lastId` is the last event id once the block is read. */
  constructor(bytes: Uint8Array, block: Block, lastId: string, failures: readonly Problem[]) {
    this.#isFirst = block.isFirst;
    this.summary = summarize(block, lastId);
    this.payload = Payload.ofBytes(bytes);
    this.#lastId = lastId;
    this.#failures = failures;
    this.isForeign = isForeignBlock(block);
    this.inner = this.isForeign ? innerBlock(this.payload) : innerData(bytes, block, lastId);
  }

  get problems(): readonly Problem[] {
    return [...checkBlock(this.payload.bytes, this.#isFirst), ...this.#failures];
  }

  fields(): readonly Field[] {
    return fields(readBlock(this.payload.bytes, this.#isFirst), this.#lastId);
  }
}

/** What is no event stream at all is for other decoders to read. */
function innerBlock(payload: Payload): Inner {
  return { payload, range: [0, payload.byteLength] };
}

/** Data in one line stays the bytes it is; several lines were joined, and have no place of their own. */
function innerData(bytes: Uint8Array, block: Block, lastId: string): Inner | undefined {
  const { data, dataRange, type } = block;
  if (data === undefined) return undefined;
  const event: EventFacts = { type, id: lastId };
  if (!dataRange)
    return { payload: Payload.ofText(data), mime: undefined, range: undefined, event };
  const payload = Payload.ofUtf8(bytes.subarray(dataRange[0], dataRange[1]), data);
  return { payload, mime: undefined, range: dataRange, event };
}

function summarize(block: Block, lastId: string): string {
  if (block.data !== undefined) return eventName(block.type, lastId);
  if (isForeignBlock(block)) return 'not an event stream';
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
