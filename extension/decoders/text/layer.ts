import type { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import { invalidUtf8At } from '../../bytes/utf8.ts';
import type { Field, Layer, Problem } from '../contract.ts';

/** A text as it is. */
export class TextLayer implements Layer {
  readonly protocol = 'text';
  readonly payload: Payload;
  #problems: readonly Problem[] | undefined;

  constructor(payload: Payload) {
    this.payload = payload;
  }

  get summary(): string {
    return this.payload.text === '' ? '(empty)' : oneLine(this.payload.text);
  }

  get problems(): readonly Problem[] {
    this.#problems ??= this.#check();
    return this.#problems;
  }

  fields(): readonly Field[] {
    const { text, byteLength } = this.payload;
    return text === '' ? [] : [{ name: 'text', value: text, range: [0, byteLength] }];
  }

  #check(): readonly Problem[] {
    const offset = this.payload.isText ? -1 : invalidUtf8At(this.payload.bytes);
    if (offset < 0) return [];
    return [{ kind: 'invalid-utf-8', offset, reason: 'This byte does not belong to UTF-8 text.' }];
  }
}
