import type { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import type { MessageType, Schema, SchemaField } from '../../schema/schema.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { readScalar, wireTypeOf } from './scalars.ts';
import { TypedTree } from './typed-fields.ts';
import { type WireField, walkFields } from './walk.ts';

/** Fields and characters of a summary, and of one text in it. */
const FIELDS = 40;
const LINE = 120;
const TEXT = 40;
/** No character takes more bytes. */
const CHARACTER = 4;

/** A message of a known type. */
export class TypedProtobufLayer implements Layer {
  readonly protocol = 'protobuf';
  readonly payload: Payload;
  readonly #type: MessageType;
  readonly #schema: Schema;
  #problems: readonly Problem[] | undefined;

  constructor(payload: Payload, type: MessageType, schema: Schema) {
    this.payload = payload;
    this.#type = type;
    this.#schema = schema;
  }

  /** `Message {user: "kim", role: ADMIN, at: {…}}`: the outermost fields alone. */
  get summary(): string {
    const { bytes } = this.payload;
    const { fields, problem } = walkFields(bytes, [0, bytes.length], FIELDS);
    const shown = fields.map((field) => {
      const known = this.#type.fields.get(field.number);
      return known ? `${known.name}: ${valueText(known, field, bytes)}` : `${field.number}: ?`;
    });
    if (problem) shown.push('…');
    const name = this.#type.name.slice(this.#type.name.lastIndexOf('.') + 1);
    return oneLine(shorten(`${name} {${shown.join(', ')}}`, LINE));
  }

  get problems(): readonly Problem[] {
    if (!this.#problems) this.fields();
    return this.#problems ?? [];
  }

  fields(): readonly Field[] {
    const { bytes } = this.payload;
    const tree = new TypedTree(bytes, this.#schema);
    const fields = tree.fields(this.#type, [0, bytes.length]);
    this.#problems = tree.problems;
    return fields;
  }
}

function valueText(
  { type, label }: SchemaField,
  { type: wire, content }: WireField,
  bytes: Uint8Array,
) {
  if (type.kind === 'message') return '{…}';
  if (wire === 'length-delimited' && label === 'repeated' && wireTypeOf(type) !== wire)
    return '[…]';
  if (wire !== wireTypeOf(type)) return '?';
  if (type.name !== 'string' && type.name !== 'bytes') {
    return String(readScalar(type, bytes, content).value);
  }
  const size = content[1] - content[0];
  if (type.name === 'bytes') return `${size} ${size === 1 ? 'byte' : 'bytes'}`;
  const end = Math.min(content[1], content[0] + TEXT * CHARACTER);
  const { value } = readScalar(type, bytes, [content[0], end]);
  return JSON.stringify(shorten(String(value), TEXT));
}
