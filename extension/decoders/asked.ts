import type { Payload } from '../bytes/payload.ts';
import type { Decoder } from './contract.ts';
import { isAtEdge } from './json-text.ts';

/** Nearly all lists want to find the same. */
const patterns = new Map<string, RegExp>();

function patternOf(sources: readonly string[]): RegExp | undefined {
  if (sources.length === 0) return undefined;
  const source = sources.join('|');
  const pattern = patterns.get(source) ?? new RegExp(source);
  patterns.set(source, pattern);
  return pattern;
}

/** Decoders to be asked for texts of one kind, fewer where a text mentions nothing. */
export class Asked {
  readonly #all: readonly Decoder[];
  readonly #unmentioned: readonly Decoder[];
  /** What any of them may want to find: one search for all is hardly dearer than for one. */
  readonly #mentions: RegExp | undefined;

  constructor(decoders: readonly Decoder[]) {
    this.#all = decoders;
    this.#unmentioned = decoders.filter((decoder) => !decoder.mentions);
    this.#mentions = patternOf(decoders.flatMap((decoder) => decoder.mentions?.source ?? []));
  }

  /** Those that may recognise the payload, in the same order. */
  for(payload: Payload): readonly Decoder[] {
    const isMentioned = !this.#mentions || isAtEdge(payload, this.#mentions);
    return isMentioned ? this.#all : this.#unmentioned;
  }
}
