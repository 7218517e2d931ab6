import { Payload } from '../../bytes/payload.ts';
import type { ScriptCall } from '../../bytes/script-call.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange, Field, Inner, Layer } from '../contract.ts';

/** Characters of the name and of the arguments that the summary shows. */
const NAMED = 40;
const SHOWN = 80;
/** How a literal begins that is JSON, too; others are JavaScript's alone. */
const JSON_START = /^(?:\{\s*["}]|[["\d-]|(?:true|false|null)$)/;

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** A script that calls a function; what it is handed lies inside. */
export class JsonpLayer implements Layer {
  readonly protocol = 'jsonp';
  readonly problems = [];
  readonly payload: Payload;
  readonly inner?: Inner;
  readonly #call: ScriptCall;
  readonly #main: ByteRange | undefined;

  /** Places of the call are byte offsets. */
  constructor(payload: Payload, call: ScriptCall) {
    this.payload = payload;
    this.#call = call;
    const range = mainOf(payload.bytes, call.arguments);
    this.#main = range;
    if (!range) return;
    const bytes = payload.bytes.subarray(...range);
    const isJson = JSON_START.test(decodeUtf8(bytes.subarray(0, SHOWN)));
    const inside = payload.isText ? Payload.ofText(decodeUtf8(bytes)) : Payload.ofBytes(bytes);
    this.inner = { payload: inside, range, ...(isJson && { mime: 'application/json' }) };
  }

  get summary(): string {
    const { name, data } = this.#call;
    const [start, end] = data;
    // A character takes four bytes at most: the last one may be cut, but is not shown then.
    const shown = this.payload.bytes.subarray(start, Math.min(end, start + 4 * SHOWN));
    return `${shorten(name, NAMED)}(${oneLine(decodeUtf8(shown), SHOWN)})`;
  }

  fields(): readonly Field[] {
    const { name, at } = this.#call;
    const callback: Field = { name: 'callback', value: name, range: [at, at + name.length] };
    return [callback, ...this.#call.arguments.map((range) => this.#argument(range))];
  }

  /** What the layer inside shows is not said twice. */
  #argument(range: ByteRange): Field {
    if (range === this.#main) return { name: 'argument', range };
    return { name: 'argument', value: decodeUtf8(this.payload.bytes.subarray(...range)), range };
  }
}

/** The only argument, or among several the only object or array. */
function mainOf(bytes: Uint8Array, all: readonly ByteRange[]): ByteRange | undefined {
  if (all.length === 1) return all[0];
  const nested = all.filter(([start]) => {
    const first = bytes[start];
    return first === OPEN_BRACE || first === OPEN_BRACKET;
  });
  return nested.length === 1 ? nested[0] : undefined;
}
