import type { Payload } from '../bytes/payload.ts';
import type { Decoder } from './contract.ts';
import { type FirstNames, firstNames } from './first-names.ts';

/** Visible ASCII; behind anything else (white space, a BOM, other letters) every decoder is asked. */
const FIRST = 0x21;
const END = 0x7f;
const OPEN_BRACE = '{';
const OPENING = [0x7b, 0x22];
/** Characters that names are looked for in. */
const NAMES = 160;

const TEXT = 'text';
const BYTES = 'bytes';

/** Those found for a first name, by the second. */
type Found = Map<string, readonly Decoder[]>;

/** Of a list of decoders, those to be asked by how a text starts; each found when first needed. */
class Starts {
  readonly #decoders: readonly Decoder[];
  readonly #byCode: (readonly Decoder[] | undefined)[] = [];
  /** Names that some decoder wants to see; all others are alike. */
  readonly #wanted: ReadonlySet<string>;
  readonly #byNames = { [TEXT]: new Map<string, Found>(), [BYTES]: new Map<string, Found>() };

  constructor(decoders: readonly Decoder[]) {
    this.#decoders = decoders;
    this.#wanted = new Set(decoders.flatMap(({ memberNames = [] }) => memberNames));
  }

  of(text: string): readonly Decoder[] {
    const names = text.startsWith(OPEN_BRACE) ? firstNames(text) : undefined;
    return names ? this.#ofNames(TEXT, names) : this.#ofStart(text.charCodeAt(0));
  }

  /** Of bytes that begin as a JSON object does: those who read no text at all are asked as well. */
  ofBytes(text: string): readonly Decoder[] {
    const names = firstNames(text);
    return names ? this.#ofNames(BYTES, names) : this.#decoders;
  }

  #ofStart(code: number): readonly Decoder[] {
    const start = String.fromCharCode(code);
    const found =
      this.#byCode[code] ??
      this.#decoders.filter(({ textStarts }) => textStarts?.includes(start) ?? true);
    this.#byCode[code] = found;
    return found;
  }

  #ofNames(form: typeof TEXT | typeof BYTES, { first, second }: FirstNames): readonly Decoder[] {
    const one = this.#wanted.has(first) ? first : '';
    const other = second === undefined || this.#wanted.has(second) ? second : '';
    let known = this.#byNames[form].get(one);
    if (!known) {
      known = new Map();
      this.#byNames[form].set(one, known);
    }
    // No name has white space in it, so a space stands for there being none.
    const found = known.get(other ?? ' ') ?? this.#filter(form, one, other);
    known.set(other ?? ' ', found);
    return found;
  }

  #filter(form: string, first: string, second: string | undefined): readonly Decoder[] {
    return this.#decoders.filter(({ textStarts, memberNames }) => {
      const mayBegin = textStarts?.includes(OPEN_BRACE) ?? true;
      if (!mayBegin) return form === BYTES && textStarts === '';
      if (!memberNames) return true;
      return memberNames.includes(first) && (second === undefined || memberNames.includes(second));
    });
  }
}

const known = new WeakMap<readonly Decoder[], Starts>();

/** The decoders that may recognise what starts as this payload does, in the same order. */
export function startingWith(payload: Payload, decoders: readonly Decoder[]): readonly Decoder[] {
  if (!payload.isText) {
    const isObject = OPENING.every((byte, at) => payload.bytes[at] === byte);
    return isObject ? startsOf(decoders).ofBytes(payload.beginning(NAMES).text) : decoders;
  }
  const code = payload.text.charCodeAt(0);
  return code >= FIRST && code < END ? startsOf(decoders).of(payload.text) : decoders;
}

function startsOf(decoders: readonly Decoder[]): Starts {
  let starts = known.get(decoders);
  if (!starts) {
    starts = new Starts(decoders);
    known.set(decoders, starts);
  }
  return starts;
}
