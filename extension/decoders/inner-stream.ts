import type {
  ConnectionFacts,
  DecodedRecord,
  DecoderInput,
  Direction,
  Inner,
  Layer,
  Recognition,
  Source,
} from './contract.ts';
import { HeldUnits } from './held-units.ts';
import { type Reading, recordOf } from './reading.ts';

/** What an inner stream needs of the chain inside it. */
interface InnerChain {
  /** Whether the last message was read by itself: no later one has anything to do with it. */
  readonly isReadAlone: boolean;
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
  readonly #held: Readonly<Record<Direction, HeldUnits>> = {
    sent: new HeldUnits(),
    received: new HeldUnits(),
  };
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
    const held = this.#held[reading.unit.direction];
    this.#chain.learn(facts);
    const records = this.#chain.feed(inputOf(message, reading, inner));
    const [only] = records;
    if (only && held.isEmpty && this.#chain.isReadAlone && isAlone(records))
      return [around(reading, reading.unit.sources, only)];
    held.add(message, reading);
    const wrapped: DecodedRecord[] = [];
    for (const record of records) wrapped.push(this.#wrap(record));
    const earliest = records.at(-1)?.sources[0]?.message;
    if (earliest === undefined) return wrapped;
    const unshown = held.release(earliest);
    return unshown.length > 0 ? [...unshown.map(recordOf), ...wrapped] : wrapped;
  }

  end(): readonly DecodedRecord[] {
    const records = this.#chain.end().map((record) => this.#wrap(record));
    const { sent, received } = this.#held;
    const unshown = [...sent.all, ...received.all].filter((held) => !held.isShown);
    unshown.sort((first, second) => first.message - second.message);
    sent.clear();
    received.clear();
    return [...records, ...unshown.map((held) => recordOf(held.reading))];
  }

  /** Puts the outer layer, and where the outer bytes came from, around an inner record. */
  #wrap(inner: DecodedRecord): DecodedRecord {
    const only = inner.sources.length === 1 ? this.#show(inner.sources[0]?.message) : undefined;
    if (only) return around(only, only.unit.sources, inner);
    const outer = this.#outerOf(inner);
    const last = outer.at(-1);
    if (!last) return inner;
    const sources =
      outer.length === 1 ? last.unit.sources : outer.flatMap(({ unit }) => unit.sources);
    return around(last, sources, inner);
  }

  #outerOf(inner: DecodedRecord): readonly Reading[] {
    const found: Reading[] = [];
    let previous = -1;
    for (const { message } of inner.sources) {
      const reading = message === previous ? undefined : this.#show(message);
      previous = message;
      if (reading) found.push(reading);
    }
    return found;
  }

  #show(message = -1): Reading | undefined {
    const held = this.#held.received.find(message) ?? this.#held.sent.find(message);
    if (held) held.isShown = true;
    return held?.reading;
  }
}

/** Nothing of the message is left for a record to come, if it was read by itself. */
function isAlone(records: readonly DecodedRecord[]): boolean {
  const [layer] = records[0]?.layers ?? [];
  return records.length === 1 && layer?.inner === undefined;
}

function inputOf(message: number, { unit }: Reading, { payload, event }: Inner): DecoderInput {
  const { direction, time } = unit;
  return { message, direction, time, payload, event };
}

/** The record with the outer layer around its own. */
function around(
  { unit, recognition }: Reading,
  sources: readonly Source[],
  inner: DecodedRecord,
): DecodedRecord {
  const { layer, isHeartbeat = false, isForeign } = unit;
  const { direction, time } = inner;
  const channel = inner.channel ?? unit.channel;
  let layers: readonly Layer[] = [layer];
  let recognitions: readonly Recognition[] = [recognition];
  if (!layer.inner?.isSameUnit) {
    layers = [layer, ...inner.layers];
    recognitions = [recognition, ...inner.recognitions];
  } else if (isBetterThan(layer, inner)) ({ layers, recognitions } = inner);
  return {
    sources,
    direction,
    time,
    layers,
    recognitions,
    isHeartbeat: inner.isHeartbeat || isHeartbeat,
    channel,
    isForeign,
  };
}

/** Whether the layers inside say more of the same unit than the layer outside. */
function isBetterThan(layer: Layer, { layers, recognitions, isForeign }: DecodedRecord): boolean {
  const isKnown = !isForeign && recognitions[0]?.by !== 'fallback';
  return isKnown && layers[0]?.protocol !== layer.protocol;
}
