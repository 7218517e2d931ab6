import type { Payload } from '../../bytes/payload.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { jsonFields, jsonProblems } from '../json-text.ts';
import { withMeanings } from './extended-types.ts';
import { withNested } from './nested.ts';
import { summarize } from './summary/summary.ts';

/** Characters of the beginning that a summary is made from. */
const START = 1024;

/** A JSON text; read when first looked at. */
export class JsonLayer implements Layer {
  readonly protocol = 'json';
  readonly payload: Payload;
  readonly inner?: Inner;
  readonly #found: readonly Problem[];
  #summary: string | undefined;
  #problems: readonly Problem[] | undefined;

  /** A value that was cut out of a stream may be of a protocol that nobody could see before. */
  constructor(payload: Payload, isCutOut = false, found: readonly Problem[] = []) {
    this.payload = payload;
    this.#found = found;
    if (isCutOut) this.inner = { payload, range: [0, payload.byteLength], isSameUnit: true };
  }

  get summary(): string {
    this.#summary ??= this.#summarize();
    return this.#summary;
  }

  get problems(): readonly Problem[] {
    this.#problems ??= [...this.#found, ...jsonProblems(this.payload)];
    return this.#problems;
  }

  /** One reading gives the problems as well: who wants both asks for the fields first. */
  fields(): readonly Field[] {
    return withMeanings(withNested(jsonFields(this.payload)));
  }

  #summarize(): string {
    const start = this.payload.beginning(START);
    return summarize(start.text, start.isCut);
  }
}
