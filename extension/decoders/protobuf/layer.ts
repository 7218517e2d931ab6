import type { Payload } from '../../bytes/payload.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { MOST_FIELDS, messageFields } from './fields.ts';
import { isReadable } from './readings.ts';
import { varintAt } from './varint.ts';
import { type WireField, walkFields } from './walk.ts';

/** Fields and characters of a summary, and of one text in it. */
const FIELDS = 40;
const LINE = 120;
const TEXT = 40;

/** A message whose schema is not known. */
export class ProtobufLayer implements Layer {
  readonly protocol = 'protobuf';
  readonly payload: Payload;
  #problems: readonly Problem[] | undefined;

  constructor(payload: Payload) {
    this.payload = payload;
  }

  /** `1: varint 150, 2: 7 bytes "testing"`: what is on the wire, without a guess at its type. */
  get summary(): string {
    const { bytes } = this.payload;
    if (bytes.length === 0) return '(empty message)';
    const { fields, problem } = walkFields(bytes, [0, bytes.length], FIELDS);
    const shown = fields.map((field) => wireText(field, bytes));
    if (problem) shown.push('…');
    return shorten(shown.join(', '), LINE);
  }

  get problems(): readonly Problem[] {
    this.#problems ??= problemsOf(this.payload.bytes);
    return this.#problems;
  }

  fields(): readonly Field[] {
    return messageFields(this.payload.bytes);
  }
}

function problemsOf(bytes: Uint8Array): readonly Problem[] {
  const { problem } = walkFields(bytes, [0, bytes.length], MOST_FIELDS);
  return problem ? [problem] : [];
}

function wireText({ number, type, content }: WireField, bytes: Uint8Array): string {
  if (type === 'group') return `${number}: group`;
  if (type === 'varint') {
    const varint = varintAt(bytes, content[0]);
    return `${number}: varint ${typeof varint === 'string' ? varint : varint.value}`;
  }
  if (type !== 'length-delimited') return `${number}: ${type}`;
  const size = content[1] - content[0];
  const start = bytes.subarray(content[0], Math.min(content[1], content[0] + TEXT * 4));
  const text = size > 0 && isReadable(start) ? ` ${quoted(decodeUtf8(start), TEXT)}` : '';
  return `${number}: ${size} ${size === 1 ? 'byte' : 'bytes'}${text}`;
}
