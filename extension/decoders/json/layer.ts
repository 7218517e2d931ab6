import { readJson } from '../../bytes/json/reader.ts';
import type { Payload } from '../../bytes/payload.ts';
import { invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { summarize } from './summary.ts';

/** Bytes of the beginning that a summary is made from. */
const START = 4096;

/** A JSON text; read when first looked at. */
export class JsonLayer implements Layer {
  readonly protocol = 'json';
  readonly payload: Payload;
  #summary: string | undefined;
  #problems: readonly Problem[] | undefined;

  constructor(payload: Payload) {
    this.payload = payload;
  }

  get summary(): string {
    this.#summary ??= this.#summarize();
    return this.#summary;
  }

  get problems(): readonly Problem[] {
    this.#problems ??= this.#check();
    return this.#problems;
  }

  fields(): readonly Field[] {
    const { root } = read(this.payload.bytes);
    if (!root) return [];
    return root.children ?? [{ ...root, name: 'value' }];
  }

  #summarize(): string {
    const { bytes } = this.payload;
    const isCut = bytes.length > START;
    const { root, problems } = read(isCut ? bytes.subarray(0, START) : bytes);
    return summarize(root, isCut || problems.some((problem) => problem.kind === 'truncated'));
  }

  #check(): readonly Problem[] {
    const { problems } = read(this.payload.bytes);
    const offset = this.payload.isText ? -1 : invalidUtf8At(this.payload.bytes);
    if (offset < 0) return problems;
    const reason = 'This byte does not belong to UTF-8 text.';
    return [{ kind: 'invalid-utf-8', offset, reason }, ...problems];
  }
}

function read(bytes: Uint8Array) {
  return readJson(bytes, LIMITS.decoderDepth);
}
