import { Payload } from '../../extension/bytes/payload.ts';
import { type Chain, openChain } from '../../extension/decoders/chain.ts';
import type { DecodedRecord, Direction, Field } from '../../extension/decoders/contract.ts';
import type { Match, Wire } from './match.ts';

/** Our chain at work on one connection. */
export class Ours {
  readonly #chain: Chain;
  readonly #match: Match;
  #message = 0;

  constructor(match: Match) {
    this.#match = match;
    this.#chain = openChain(match.facts);
    for (const { wire, direction } of match.opening) this.#feed(wire, direction);
  }

  /** The records of a message, recognised and filed under their channels, as each message is. */
  filed(wire: Wire): number {
    let count = 0;
    for (const { layers, channel } of this.#feed(wire)) count += channel ? layers.length : 1;
    return count;
  }

  /** The records of a message, as a row of the list shows them; gives the length of what is shown. */
  summaries(wire: Wire): number {
    let length = 0;
    for (const { layers } of this.#feed(wire)) {
      for (const layer of layers) length += layer.summary.length;
    }
    return length;
  }

  /** The records of a message with the tree of every layer as it is opened: fields and those right inside. */
  opened(wire: Wire): number {
    let count = 0;
    for (const { layers } of this.#feed(wire)) {
      for (const layer of layers) {
        for (const { children = [] } of layer.fields()) count += 1 + children.length;
      }
    }
    return count;
  }

  /** The same, walked to the last leaf: all that the message says; gives how many fields there are. */
  trees(wire: Wire): number {
    let count = 0;
    for (const { layers } of this.#feed(wire)) {
      for (const layer of layers) count += walk(layer.fields());
    }
    return count;
  }

  #feed(wire: Wire, direction: Direction = this.#match.direction): readonly DecodedRecord[] {
    const message = this.#message;
    this.#message += 1;
    const payload = typeof wire === 'string' ? Payload.ofText(wire) : Payload.ofBytes(wire);
    const about = { message, direction, time: message, payload };
    return this.#chain.feed(this.#match.isStream ? { ...about, isPart: true } : about);
  }
}

/** Looks at every field: its name, value, range and children. */
function walk(fields: readonly Field[]): number {
  let count = 0;
  for (const { name, value, range, children } of fields) {
    if (name.length >= 0 && value !== '\0' && range[0] <= range[1]) count += 1;
    if (children) count += walk(children);
  }
  return count;
}
