import { Payload } from '../../bytes/payload.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import type { Meaning } from './conversation.ts';
import { derivedFields } from './derived-fields.ts';
import { concat, fieldsOf, type JoinedFrame, readJoined } from './joined-frame.ts';
import { essence } from './mime-types.ts';
import type { FramePlace } from './read-frame.ts';

/** One frame, or the fragments of one. */
export class FrameLayer implements Layer {
  readonly protocol = 'rsocket';
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #places: readonly FramePlace[];
  /** Metadata that several fragments share. */
  readonly #metadata: JoinedFrame['metadata'];
  readonly #meaning: Meaning;
  readonly #failures: readonly Problem[];

  constructor(joined: JoinedFrame, meaning: Meaning, failures: readonly Problem[]) {
    this.payload = Payload.ofBytes(joined.bytes);
    this.#places = joined.places;
    this.#metadata = joined.metadata.length > 1 ? joined.metadata : [];
    this.#meaning = meaning;
    this.#failures = failures;
    this.inner = innerData(joined, meaning.dataMime);
  }

  get summary(): string {
    return this.#meaning.summary;
  }

  get problems(): readonly Problem[] {
    const own = fieldsOf(this.payload.bytes, this.#places).problems;
    return [...this.#meaning.problems, ...own, ...this.#failures];
  }

  fields(): readonly Field[] {
    const { bytes } = this.payload;
    const { note, derived } = this.#meaning;
    const fields = fieldsOf(bytes, this.#places).fields;
    const noted = note === undefined ? fields : fields.map((field) => withNote(field, note));
    return [...noted, ...this.#joinedMetadata(bytes), ...derivedFields(derived)];
  }

  #joinedMetadata(bytes: Uint8Array): readonly Field[] {
    const mime = this.#places[0]?.metadataMime;
    if (this.#metadata.length === 0) return [];
    const { fields } = readJoined(bytes, this.#metadata, mime, false);
    const note = `joined from ${this.#metadata.length} fragments`;
    return fields.map((field) => ({ ...field, note }));
  }
}

function withNote(field: Field, note: string): Field {
  if (field.name === 'frame') return { ...field, note };
  return field.name === 'fragment 1' && field.children
    ? { ...field, children: field.children.map((child) => withNote(child, note)) }
    : field;
}

function innerData({ bytes, data }: JoinedFrame, mime: string | undefined): Inner | undefined {
  const [first] = data;
  if (!first) return undefined;
  const hint = mime ? essence(mime) : undefined;
  if (data.length === 1) {
    const payload = Payload.ofBytes(bytes.subarray(first[0], first[1]));
    return { payload, mime: hint, range: first };
  }
  const whole = concat(data.map((piece) => bytes.subarray(...piece)));
  return { payload: Payload.ofBytes(whole), mime: hint };
}

/** Bytes that are no frame; what they are is for other decoders to say. */
export function foreignLayer(payload: Payload, problem: Problem): Layer {
  return {
    protocol: 'rsocket',
    summary: 'not an RSocket frame',
    payload,
    problems: [problem],
    fields: () => [],
    inner: { payload, range: [0, payload.byteLength] },
  };
}
