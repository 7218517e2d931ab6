import type { Payload } from '../bytes/payload.ts';
import { Asked } from './asked.ts';
import type { Decoder } from './contract.ts';
import { type FirstNames, firstNames } from './first-names.ts';

/** Visible ASCII; behind anything else (white space, a BOM, other letters) every decoder is asked. */
const FIRST = 0x21;
const END = 0x7f;
const OPEN_BRACE = '{';
const OPENING = [0x7b, 0x22];
/** Characters that names are looked for in. */
const NAMES = 160;

type Form = 'text' | 'bytes';

/** Those to be asked for one first name, by the second one; each found when first needed. */
class Found {
  readonly #find: (second: string | undefined) => Asked;
  readonly #bySecond = new Map<string, Asked>();
  #others: Asked | undefined;
  #alone: Asked | undefined;

  constructor(find: (second: string | undefined) => Asked) {
    this.#find = find;
  }

  /** Names that nobody wants are alike. */
  with(second: string, wanted: ReadonlySet<string>): Asked {
    const known = this.#bySecond.get(second);
    if (known) return known;
    if (!wanted.has(second)) {
      this.#others ??= this.#find('');
      return this.#others;
    }
    const found = this.#find(second);
    this.#bySecond.set(second, found);
    return found;
  }

  get alone(): Asked {
    this.#alone ??= this.#find(undefined);
    return this.#alone;
  }
}

/** Of a list of decoders, those to be asked by how a text starts. */
class Starts {
  readonly #decoders: readonly Decoder[];
  readonly #byCode: (Asked | undefined)[] = [];
  /** Names that some decoder wants to see. */
  readonly #wanted: ReadonlySet<string>;
  readonly #byFirst: Readonly<Record<Form, ReadonlyMap<string, Found>>>;
  readonly #others: Readonly<Record<Form, Found>>;

  constructor(decoders: readonly Decoder[]) {
    this.#decoders = decoders;
    this.#wanted = new Set(decoders.flatMap(({ memberNames = [] }) => memberNames));
    this.#byFirst = { text: this.#founds('text'), bytes: this.#founds('bytes') };
    this.#others = { text: this.#found('text', ''), bytes: this.#found('bytes', '') };
  }

  of(text: string): Asked {
    const names = text.startsWith(OPEN_BRACE) ? firstNames(text) : undefined;
    return names ? this.#ofNames('text', names) : this.#ofStart(text.charCodeAt(0));
  }

  /** Of bytes that begin as a JSON object does: those who read no text at all are asked as well. */
  ofBytes(text: string): Asked | undefined {
    const names = firstNames(text);
    return names && this.#ofNames('bytes', names);
  }

  #ofStart(code: number): Asked {
    const known = this.#byCode[code];
    if (known) return known;
    const start = String.fromCharCode(code);
    const found = this.#decoders.filter(({ textStarts }) => textStarts?.includes(start) ?? true);
    const asked = new Asked(found);
    this.#byCode[code] = asked;
    return asked;
  }

  #ofNames(form: Form, { first, second }: FirstNames): Asked {
    const found = this.#byFirst[form].get(first) ?? this.#others[form];
    return second === undefined ? found.alone : found.with(second, this.#wanted);
  }

  #founds(form: Form): ReadonlyMap<string, Found> {
    return new Map([...this.#wanted].map((first) => [first, this.#found(form, first)]));
  }

  #found(form: Form, first: string): Found {
    return new Found((second) => new Asked(this.#filter(form, first, second)));
  }

  #filter(form: Form, first: string, second: string | undefined): readonly Decoder[] {
    return this.#decoders.filter(({ textStarts, memberNames }) => {
      const mayBegin = textStarts?.includes(OPEN_BRACE) ?? true;
      if (!mayBegin) return form === 'bytes' && textStarts === '';
      if (!memberNames) return true;
      return memberNames.includes(first) && (second === undefined || memberNames.includes(second));
    });
  }
}

const known = new WeakMap<readonly Decoder[], Starts>();

/** The decoders that may recognise what starts as this payload does, in the same order. */
export function startingWith(payload: Payload, decoders: readonly Decoder[]): readonly Decoder[] {
  const asked = payload.isText ? askedForText(payload, decoders) : askedForBytes(payload, decoders);
  return asked ? asked.for(payload) : decoders;
}

function askedForText({ text }: Payload, decoders: readonly Decoder[]): Asked | undefined {
  const code = text.charCodeAt(0);
  return code >= FIRST && code < END ? startsOf(decoders).of(text) : undefined;
}

function askedForBytes(payload: Payload, decoders: readonly Decoder[]): Asked | undefined {
  const isObject = OPENING.every((byte, at) => payload.bytes[at] === byte);
  return isObject ? startsOf(decoders).ofBytes(payload.beginning(NAMES).text) : undefined;
}

function startsOf(decoders: readonly Decoder[]): Starts {
  let starts = known.get(decoders);
  if (!starts) {
    starts = new Starts(decoders);
    known.set(decoders, starts);
  }
  return starts;
}
