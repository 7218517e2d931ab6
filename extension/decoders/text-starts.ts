import type { Decoder } from './contract.ts';

/** Visible ASCII; behind anything else (white space, a BOM, other letters) every decoder is asked. */
const FIRST = 0x21;
const END = 0x7f;

/** For a list of decoders, those to be asked by the first character of a text. */
const known = new WeakMap<readonly Decoder[], (readonly Decoder[] | undefined)[]>();

/** The decoders that may recognise a text that starts as this one does, in the same order. */
export function startingWith(text: string, decoders: readonly Decoder[]): readonly Decoder[] {
  const code = text.charCodeAt(0);
  if (!(code >= FIRST && code < END)) return decoders;
  let table = known.get(decoders);
  if (!table) {
    table = [];
    known.set(decoders, table);
  }
  table[code] ??= decoders.filter(({ textStarts }) => textStarts?.includes(text.charAt(0)) ?? true);
  return table[code];
}
