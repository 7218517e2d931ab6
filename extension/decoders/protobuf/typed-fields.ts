import { decodeUtf8 } from '../../bytes/utf8.ts';
import type {
  EnumType,
  MessageType,
  ScalarType,
  Schema,
  SchemaField,
} from '../../schema/schema.ts';
import type { ByteRange, Field, Problem } from '../contract.ts';
import { MOST_FIELDS, UntypedTree } from './fields.ts';
import { packedElements } from './packed.ts';
import { readScalar, wireTypeOf } from './scalars.ts';
import { Supersession } from './supersession.ts';
import { type WireField, type WireType, walkFields } from './walk.ts';
import { ANY, entryText, wellKnownValue } from './well-known.ts';

/** Messages inside messages that are followed; protoc's own parsers stop there as well. */
const DEEPEST = 100;
/** Problems that are told of one message: with the wrong type there is one at nearly every field. */
const MOST_PROBLEMS = 100;

/** Builds the fields of messages whose types are known. */
export class TypedTree {
  readonly problems: Problem[] = [];
  readonly #bytes: Uint8Array;
  readonly #schema: Schema;
  readonly #untyped: UntypedTree;
  #left = MOST_FIELDS;

  constructor(bytes: Uint8Array, schema: Schema) {
    this.#bytes = bytes;
    this.#schema = schema;
    this.#untyped = new UntypedTree(bytes);
  }

  fields(type: MessageType, range: ByteRange, depth = 0): readonly Field[] {
    const { fields, problem } = walkFields(this.#bytes, range, this.#left);
    this.#left -= fields.length;
    const later = new Supersession(type, fields);
    const shown = fields.map((field, index) => {
      const known = this.#withAny(type, type.fields.get(field.number), fields);
      if (!known) return this.#unknown(field, `not in ${type.name}`);
      const one = this.#field(known, field, depth);
      const note = later.noteFor(known, index);
      return note === undefined ? one : { ...one, note: `${one.note}; ${note}` };
    });
    if (problem) this.#problem(problem);
    else this.#requireFields(type, fields, range);
    return shown;
  }

  #field(known: SchemaField, field: WireField, depth: number): Field {
    const { type } = known;
    if (type.kind === 'message') return this.#message({ ...known, type }, field, depth);
    const wire = wireTypeOf(type);
    const isRepeated = known.label === 'repeated';
    const isPacked = field.type === 'length-delimited' && wire !== 'length-delimited';
    if (isPacked && isRepeated) return this.#packed({ ...known, type }, field);
    if (field.type !== wire) return this.#mismatched(known, field, wire);
    const { value, note, problem } = readScalar(type, this.#bytes, field.content);
    if (problem) this.#problem(problem);
    return { name: known.name, value, range: field.range, note: noteOf(known, note) };
  }

  #message(known: SchemaField & { type: MessageType }, field: WireField, depth: number): Field {
    const wire = known.isGroup ? 'group' : 'length-delimited';
    if (field.type !== wire) return this.#mismatched(known, field, wire);
    const { name, type, label } = known;
    const { range, content } = field;
    const note = noteOf(known);
    if (depth === DEEPEST) {
      const reason = `Messages nested deeper than ${DEEPEST} are not followed.`;
      this.#problem({ kind: 'too-deep', offset: content[0], reason });
      return { name, range, note };
    }
    const children = this.fields(type, content, depth + 1);
    const value = label === 'map' ? entryText(type, children) : wellKnownValue(type, children);
    return value === undefined
      ? { name, range, note, children }
      : { name, value, range, note, children };
  }

  #packed(known: SchemaField & { type: ScalarType | EnumType }, field: WireField): Field {
    const { value, children, problem } = packedElements(
      known.type,
      this.#bytes,
      field.content,
      this.#left,
    );
    this.#left -= children.length;
    if (problem) this.#problem(problem);
    return { name: known.name, value, range: field.range, note: noteOf(known, 'packed'), children };
  }

  #unknown(field: WireField, why: string): Field {
    const shown = this.#untyped.field(field);
    return { ...shown, note: `${why}; ${shown.note}` };
  }

  #mismatched(known: SchemaField, field: WireField, wire: WireType): Field {
    const { name, number, type } = known;
    const reason = `${name} (field ${number}) is ${type.name}, sent as ${wire}, and this is ${field.type}. Is it another message type?`;
    this.#problem({ kind: 'wrong-wire-type', offset: field.range[0], reason });
    return { ...this.#unknown(field, `not the wire type of ${type.name}`), name };
  }

  /** What an Any holds is said by its first field. */
  #withAny(type: MessageType, known: SchemaField | undefined, siblings: readonly WireField[]) {
    if (type.name !== ANY || known?.number !== 2) return known;
    const url = siblings.findLast(
      ({ number, type }) => number === 1 && type === 'length-delimited',
    );
    const text = url ? decodeUtf8(this.#bytes.subarray(...url.content)) : '';
    const inner = this.#schema.messages.get(text.slice(text.lastIndexOf('/') + 1));
    return inner ? { ...known, type: inner } : known;
  }

  #requireFields(
    { name, fields }: MessageType,
    sent: readonly WireField[],
    range: ByteRange,
  ): void {
    for (const field of fields.values()) {
      if (field.label !== 'required' || sent.some(({ number }) => number === field.number))
        continue;
      const reason = `${name} requires ${field.name} (field ${field.number}), which is not there.`;
      this.#problem({ kind: 'missing-field', offset: range[0], reason });
    }
  }

  #problem(problem: Problem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }
}

/** `repeated string, field 4`. */
function noteOf({ label, type, number, oneof }: SchemaField, more?: string): string {
  const what =
    label === 'map' ? 'map entry' : `${label === 'single' ? '' : `${label} `}${type.name}`;
  const parts = [what, `field ${number}`];
  if (oneof !== undefined) parts.push(`oneof ${oneof}`);
  if (more !== undefined) parts.push(more);
  return parts.join(', ');
}
