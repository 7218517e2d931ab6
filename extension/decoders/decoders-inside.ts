import type { Decoder } from './contract.ts';

type List = readonly Decoder[];

const behind = new WeakMap<List, Map<Decoder, List>>();
const looking = new WeakMap<List, List>();

/** Those that may read what lies inside a decoder's units; the same list each time. */
export function decodersBehind(decoders: List, outer: Decoder): List {
  let known = behind.get(decoders);
  if (!known) {
    known = new Map();
    behind.set(decoders, known);
  }
  const found = known.get(outer) ?? decoders.filter((other) => other !== outer);
  known.set(outer, found);
  return found;
}

/** Those that look for something in what they read; the others take it as it is. */
export function decodersLooking(decoders: List): List {
  const found = looking.get(decoders) ?? decoders.filter((one) => one.textStarts !== undefined);
  looking.set(decoders, found);
  return found;
}
