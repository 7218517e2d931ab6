import type { Decoder } from './contract.ts';

/** Visible ASCII; behind anything else (white space, a BOM, other letters) every decoder is asked. */
const FIRST = 0x21;
const END = 0x7f;
const OPEN_BRACE = 0x7b;
const QUOTE = 0x22;

/** Of a list of decoders, those to be asked by how a text starts; each found when first needed. */
class Starts {
  readonly #decoders: readonly Decoder[];
  readonly #byCode: (readonly Decoder[] | undefined)[] = [];
  readonly #names: ReadonlySet<string>;
  readonly #byName = new Map<string, readonly Decoder[]>();
  #unnamed: readonly Decoder[] | undefined;

  constructor(decoders: readonly Decoder[]) {
    this.#decoders = decoders;
    this.#names = new Set(decoders.flatMap(({ firstNames = [] }) => firstNames));
  }

  of(code: number): readonly Decoder[] {
    const start = String.fromCharCode(code);
    const found =
      this.#byCode[code] ?? this.#filter(({ textStarts }) => textStarts?.includes(start));
    this.#byCode[code] = found;
    return found;
  }

  /** Of an object whose first member has that name. */
  ofName(name: string): readonly Decoder[] {
    const known = this.#byName.get(name);
    if (known) return known;
    const filtered = () =>
      this.of(OPEN_BRACE).filter(({ firstNames }) => firstNames?.includes(name) ?? true);
    if (!this.#names.has(name)) {
      this.#unnamed ??= filtered();
      return this.#unnamed;
    }
    const found = filtered();
    this.#byName.set(name, found);
    return found;
  }

  #filter(mayBe: (decoder: Decoder) => boolean | undefined): readonly Decoder[] {
    return this.#decoders.filter((decoder) => mayBe(decoder) ?? true);
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
  if (code !== OPEN_BRACE || text.charCodeAt(1) !== QUOTE) return starts.of(code);
  const end = nameEnd(text);
  return end < 0 ? starts.of(code) : starts.ofName(text.slice(2, end));
}

/** Characters of a name that is looked at. */
const LONGEST = 32;

/** Index behind the first name of `{"…`; −1 where it is long, or not of plain letters. */
function nameEnd(text: string): number {
  for (let at = 2; at < LONGEST; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (!(code >= FIRST && code < END) || code === 0x5c) return -1;
  }
  return -1;
}
