import { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { EventFacts, Field, FieldValue, Inner, Layer, Problem } from '../contract.ts';
import { type Block, type Line, readLines } from './block.ts';
import { checkBlock, isRetry } from './checks.ts';

/** Characters of an id in a summary. */
const ID = 40;

/** A server-sent event that the browser already parsed: the payload is its data. */
export class ParsedLayer implements Layer {
  readonly protocol = 'sse';
  readonly payload: Payload;
  readonly problems: readonly Problem[] = [];
  readonly inner: Inner;
  readonly #event: EventFacts;

  constructor(payload: Payload, length: number, event: EventFacts) {
    this.payload = payload;
    this.inner = { payload, mime: undefined, range: [0, length], event };
    this.#event = event;
  }

  get summary(): string {
    return eventName(this.#event);
  }

  fields(): readonly Field[] {
    const { type, id } = this.#event;
    return [
      { name: 'event', value: type, range: [0, 0] },
      { name: 'last event id', value: id, range: [0, 0] },
      { name: 'data', value: this.payload.text, range: [0, this.payload.byteLength] },
    ];
  }
}

/** One block of the stream's own bytes. */
export class BlockLayer implements Layer {
  readonly protocol = 'sse';
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #block: Block;
  /** With the last event id once the block is read. */
  readonly #event: EventFacts;
  readonly #failures: readonly Problem[];

  constructor(bytes: Uint8Array, block: Block, lastId: string, failures: readonly Problem[]) {
    this.payload = Payload.ofBytes(bytes);
    this.#block = block;
    this.#event = { type: block.type, id: lastId };
    this.#failures = failures;
    this.inner = block.isForeign ? innerBlock(this.payload) : innerData(bytes, block, this.#event);
  }

  get summary(): string {
    const { data, isForeign, lines } = this.#block;
    if (data.length > 0) return eventName(this.#event);
    if (isForeign) return 'not an event stream';
    if (lines.length === 0) return '(blank line)';
    return oneLine(this.#lines().map(lineText).join(', '));
  }

  get problems(): readonly Problem[] {
    return [...checkBlock(this.payload.bytes, this.#block.lines), ...this.#failures];
  }

  fields(): readonly Field[] {
    const lines = this.#lines().map(lineField);
    const { data, id } = this.#block;
    const lastId = this.#event.id;
    if (data.length === 0 || id !== undefined || lastId === '') return lines;
    const sticky: Field = {
      name: 'last event id',
      value: lastId,
      range: [0, 0],
      note: 'set by an earlier block, valid until the next id',
    };
    return [...lines, sticky];
  }

  #lines(): readonly Line[] {
    return readLines(this.payload.bytes, this.#block.lines);
  }
}

/** What is no event stream at all is for other decoders to read. */
function innerBlock(payload: Payload): Inner {
  return { payload, range: [0, payload.byteLength] };
}

/** Data in one line stays the bytes it is; several lines were joined, and have no place of their own. */
function innerData(bytes: Uint8Array, { data }: Block, event: EventFacts): Inner | undefined {
  const [range] = data;
  if (!range) return undefined;
  if (data.length === 1) {
    const payload = Payload.ofUtf8(bytes.subarray(range[0], range[1]));
    return { payload, mime: undefined, range, event };
  }
  const text = data.map(([start, end]) => decodeUtf8(bytes, start, end)).join('\n');
  return { payload: Payload.ofText(text), mime: undefined, range: undefined, event };
}

function eventName({ type, id }: EventFacts): string {
  return oneLine(id === '' ? type : `${type} #${shorten(id, ID)}`);
}

function lineText({ name, value }: Line): string {
  return name === '' ? `: ${value}` : `${name} ${value}`;
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
