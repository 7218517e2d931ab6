import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { fieldOfPart, mimeOfPart, type Part, readPart } from './part.ts';

/** What stands between two delimiters, with the one before it. */
export class PartLayer implements Layer {
  readonly protocol = 'multipart';
  readonly payload: Payload;
  readonly summary: string;
  readonly inner?: Inner;
  readonly #delimiter: number;
  readonly #problems: readonly Problem[];

  /** `delimiter` is the delimiter's length, `number` counts the parts from 1. */
  constructor(bytes: Uint8Array, delimiter: number, number: number, isCut: boolean) {
    const part = readPart(bytes, delimiter);
    this.payload = Payload.ofBytes(bytes);
    this.summary = summarize(part, number);
    this.#delimiter = delimiter;
    this.#problems = isCut && !part.isClosing ? [cutOff(bytes.length)] : [];
    const inner = innerOf(bytes, part);
    if (inner) this.inner = inner;
  }

  get problems(): readonly Problem[] {
    const unnamed = readPart(this.payload.bytes, this.#delimiter)
      .headers.filter(({ name }) => name === '')
      .map(({ range }) => ({ kind: 'bad-header', offset: range[0], reason: NO_COLON }));
    return [...unnamed, ...this.#problems];
  }

  fields(): readonly Field[] {
    const { bytes } = this.payload;
    const { delimiter, headers, body, isClosing } = readPart(bytes, this.#delimiter);
    const lines: readonly Field[] = headers.map(({ name, value, range }) => ({
      name: name || 'header without a colon',
      value,
      range,
    }));
    const first: Field = {
      name: isClosing ? 'closing delimiter' : 'delimiter',
      value: new TextDecoder().decode(bytes.subarray(...delimiter)).trim(),
      range: delimiter,
    };
    if (isClosing) return [first, ...rest('epilogue', delimiter[1], bytes.length, 'ignored')];
    const content = body ? rest('body', body[0], body[1], 'read in the layer inside') : [];
    return [first, ...lines, ...content];
  }
}

/** Bytes before the first delimiter, or of a body that has none. */
export function outsideLayer(bytes: Uint8Array, isForeign: boolean): Layer {
  const payload = Payload.ofBytes(bytes);
  const range = [0, bytes.length] as const;
  const reason = 'No line begins with two hyphens, so these are no parts.';
  return {
    protocol: 'multipart',
    summary: isForeign ? 'not multipart' : 'preamble',
    payload,
    problems: isForeign ? [{ kind: 'foreign', offset: 0, reason }] : [],
    fields: () => (isForeign ? [] : rest('preamble', 0, bytes.length, 'ignored')),
    ...(isForeign && { inner: { payload, range } }),
  };
}

function summarize(part: Part, number: number): string {
  if (part.isClosing) return 'end of parts';
  const field = fieldOfPart(part);
  const about = field === undefined ? mimeOfPart(part) : JSON.stringify(field);
  return oneLine(about === undefined ? `part ${number}` : `part ${number} ${about}`);
}

/** JSON goes on without its MIME type: by its content it may be known as something more exact. */
function innerOf(bytes: Uint8Array, part: Part): Inner | undefined {
  if (!part.body) return undefined;
  const inner = { payload: Payload.ofBytes(bytes.subarray(...part.body)), range: part.body };
  const mime = mimeOfPart(part);
  return mime === undefined || /\bjson$/.test(mime) ? inner : { ...inner, mime };
}

function rest(name: string, start: number, end: number, note: string): readonly Field[] {
  return end > start ? [{ name, value: end - start, range: [start, end], note }] : [];
}

function cutOff(offset: number): Problem {
  const reason = 'The body ends here, without the delimiter that closes the last part.';
  return { kind: 'truncated', offset, reason };
}

const NO_COLON = 'A header line has to have a colon.';
