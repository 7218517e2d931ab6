import type { Decoder } from './contract.ts';
import { firstNames } from './first-names.ts';

/** Visible ASCII; behind anything else (white space, a BOM, other letters) every decoder is asked. */
const FIRST = 0x21;
const END = 0x7f;
const OPEN_BRACE = '{';

/** Of a list of decoders, those to be asked by how a text starts; each found when first needed. */
class Starts {
  readonly #decoders: readonly Decoder[];
  readonly #byCode: (readonly Decoder[] | undefined)[] = [];
  /** Names that some decoder wants to see; all others are alike. */
  readonly #wanted: ReadonlySet<string>;
  readonly #byNames = new Map<string, Map<string, readonly Decoder[]>>();

  constructor(decoders: readonly Decoder[]) {
    this.#decoders = decoders;
    this.#wanted = new Set(decoders.flatMap(({ memberNames = [] }) => memberNames));
  }

  of(text: string): readonly Decoder[] {
    const names = text.startsWith(OPEN_BRACE) ? firstNames(text) : undefined;
    return names ? this.#ofNames(names.first, names.second) : this.#ofStart(text.charCodeAt(0));
  }

  #ofStart(code: number): readonly Decoder[] {
    const start = String.fromCharCode(code);
    const found =
      this.#byCode[code] ??
      this.#decoders.filter(({ textStarts }) => textStarts?.includes(start) ?? true);
    this.#byCode[code] = found;
    return found;
  }

  #ofNames(first: string, second: string | undefined): readonly Decoder[] {
    const one = this.#wanted.has(first) ? first : '';
    const other = second === undefined || this.#wanted.has(second) ? second : '';
    const known = this.#byNames.get(one) ?? new Map<string, readonly Decoder[]>();
    this.#byNames.set(one, known);
    // No name has white space in it, so a space stands for there being none.
    const found = known.get(other ?? ' ') ?? this.#filter(one, other);
    known.set(other ?? ' ', found);
    return found;
  }

  #filter(first: string, second: string | undefined): readonly Decoder[] {
    return this.#ofStart(OPEN_BRACE.charCodeAt(0)).filter(({ memberNames }) => {
      if (!memberNames) return true;
      return memberNames.includes(first) && (second === undefined || memberNames.includes(second));
    });
  }
}

const known = new WeakMap<readonly Decoder[], Starts>();

/** The decoders that may recognise a text that starts as this one does, in the same order. */
export function startingWith(text: string, decoders: readonly Decoder[]): readonly Decoder[] {
  const code = text.charCodeAt(0);
  if (!(code >= FIRST && code < END)) return decoders;
  let starts = known.get(decoders);
  if (!starts) {
    starts = new Starts(decoders);
    known.set(decoders, starts);
  }
  return starts.of(text);
}
