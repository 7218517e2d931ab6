import type { Payload } from '../../bytes/payload.ts';
import { invalidUtf8At } from '../../bytes/utf8.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { type Reading, readJson } from './reader.ts';
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
    this.#problems ??= this.#problemsOf(readJson(this.payload.bytes));
    return this.#problems;
  }

  /** One reading gives the problems as well: who wants both asks for the fields first. */
  fields(): readonly Field[] {
    const reading = readJson(this.payload.bytes);
    this.#problems ??= this.#problemsOf(reading);
    const { root } = reading;
    if (!root) return [];
    return root.children ?? [{ ...root, name: 'value' }];
  }

  #summarize(): string {
    const { bytes } = this.payload;
    const isCut = bytes.length > START;
    const { root, problems }: Reading = readJson(isCut ? bytes.subarray(0, START) : bytes);
    return summarize(root, isCut || problems.some((problem) => problem.kind === 'truncated'));
  }

  #problemsOf({ problems }: Reading): readonly Problem[] {
    const offset = this.payload.isText ? -1 : invalidUtf8At(this.payload.bytes);
    if (offset < 0) return problems;
    const reason = 'This byte does not belong to UTF-8 text.';
    return [{ kind: 'invalid-utf-8', offset, reason }, ...problems];
  }
}
