import type { ConnectionFacts, DecodedRecord, DecoderInput, Inner } from './contract.ts';
import { type Reading, recordOf, withOptions } from './reading.ts';

interface Held {
  readonly reading: Reading;
  isShown: boolean;
}

/** What an inner stream needs of the chain inside it. */
interface InnerChain {
  learn(facts: ConnectionFacts): void;
  awaitsEmpty(input: DecoderInput): boolean;
  feed(input: DecoderInput): readonly DecodedRecord[];
  end(): readonly DecodedRecord[];
}

/**
 * The payloads inside one layer, as messages of their own. An outer unit is held until the records
 * inside it are complete, because an inner record may span several outer units.
 */
export class InnerStream {
  readonly #chain: InnerChain;
  readonly #held = new Map<number, Held>();
  #count = 0;

  constructor(chain: InnerChain) {
    this.#chain = chain;
  }

  /** Whether an empty payload says something to those who read what lies inside. */
  awaitsEmpty(reading: Reading, inner: Inner): boolean {
    return this.#chain.awaitsEmpty(inputOf(this.#count, reading, inner));
  }

  feed(reading: Reading, inner: Inner, facts: ConnectionFacts): readonly DecodedRecord[] {
    const message = this.#count;
    this.#count += 1;
    this.#held.set(message, { reading, isShown: false });
    this.#chain.learn(facts);
    const records = this.#chain.feed(inputOf(message, reading, inner));
    const wrapped = records.map((record) => this.#wrap(record));
    const earliest = records.at(-1)?.sources[0]?.message;
    if (earliest === undefined) return wrapped;
    const released = this.#release(reading, earliest);
    return released.length > 0 ? [...released, ...wrapped] : wrapped;
  }

  end(): readonly DecodedRecord[] {
    const records = this.#chain.end().map((record) => this.#wrap(record));
    const unshown = [...this.#held.values()].filter((held) => !held.isShown);
    this.#held.clear();
    return [...records, ...unshown.map((held) => recordOf(held.reading))];
  }

  /** Puts the outer layer, and where the outer bytes came from, around an inner record. */
  #wrap(inner: DecodedRecord): DecodedRecord {
    const outer = this.#outerOf(inner);
    const last = outer.at(-1);
    if (!last) return inner;
    const { channel, isHeartbeat = false, isForeign } = last.unit;
    const { layers, recognitions } = around(last, inner);
    const record = {
      sources: outer.length === 1 ? last.unit.sources : outer.flatMap(({ unit }) => unit.sources),
      direction: inner.direction,
      time: inner.time,
      layers,
      recognitions,
      isHeartbeat: inner.isHeartbeat || isHeartbeat,
    };
    return withOptions(record, inner.channel ?? channel, isForeign);
  }

  #outerOf(inner: DecodedRecord): readonly Reading[] {
    const found: Reading[] = [];
    let previous = -1;
    for (const { message } of inner.sources) {
      const held = message === previous ? undefined : this.#held.get(message);
      previous = message;
      if (!held) continue;
      held.isShown = true;
      found.push(held.reading);
    }
    return found;
  }

  /** Lets go of the outer units of this direction that no record to come can begin in. */
  #release({ unit }: Reading, earliest: number): readonly DecodedRecord[] {
    const unshown: DecodedRecord[] = [];
    for (const [message, held] of this.#held) {
      if (message >= earliest || held.reading.unit.direction !== unit.direction) continue;
      this.#held.delete(message);
      if (!held.isShown) unshown.push(recordOf(held.reading));
    }
    return unshown;
  }
}

function inputOf(message: number, { unit }: Reading, { payload, event }: Inner): DecoderInput {
  const { direction, time } = unit;
  return { message, direction, time, payload, ...(event && { event }) };
}

/** The layers with the outer one around them, or instead of it where they know the same unit better. */
function around(
  { unit: { layer }, recognition }: Reading,
  { layers, recognitions, isForeign }: DecodedRecord,
): Pick<DecodedRecord, 'layers' | 'recognitions'> {
  if (!layer.inner?.isSameUnit)
    return { layers: [layer, ...layers], recognitions: [recognition, ...recognitions] };
  const isBetter =
    !isForeign && recognitions[0]?.by !== 'fallback' && layers[0]?.protocol !== layer.protocol;
  return isBetter ? { layers, recognitions } : { layers: [layer], recognitions: [recognition] };
}
