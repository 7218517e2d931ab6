import { Binding } from './binding.ts';
import type { ConnectionFacts, DecodedRecord, Decoder, DecoderInput, Inner } from './contract.ts';
import { InnerStream } from './inner-stream.ts';
import { type Reading, recordOf } from './reading.ts';
import type { Recognised } from './recognise.ts';

/** Layers that are followed into one another. */
const DEEPEST = 8;

/** One level of the chain: a decoder for the messages, and further links for what lies inside. */
export class Link {
  readonly #binding: Binding;
  readonly #decoders: readonly Decoder[];
  readonly #depth: number;
  readonly #inside = new Map<string, InnerStream>();
  #facts: ConnectionFacts;

  constructor(facts: ConnectionFacts, decoders: readonly Decoder[], override?: string, depth = 1) {
    this.#facts = facts;
    this.#decoders = decoders;
    this.#depth = depth;
    this.#binding = new Binding(facts, decoders, override);
  }

  get recognition(): Recognised | undefined {
    return this.#binding.recognition;
  }

  learn(facts: ConnectionFacts): void {
    this.#facts = facts;
    this.#binding.learn(facts);
  }

  feed(input: DecoderInput): readonly DecodedRecord[] {
    return this.#records(this.#binding.feed(input));
  }

  end(): readonly DecodedRecord[] {
    const records = this.#records(this.#binding.end());
    const inside = Array.from(this.#inside.values(), (stream) => stream.end());
    return [...records, ...inside.flat()];
  }

  #records(readings: readonly Reading[]): readonly DecodedRecord[] {
    const records: DecodedRecord[] = [];
    for (const reading of readings) {
      const { inner } = reading.unit.layer;
      if (!inner || inner.payload.isEmpty || this.#depth >= DEEPEST)
        records.push(recordOf(reading));
      else
        for (const record of this.#streamOf(reading).feed(reading, inner, this.#innerFacts(inner)))
          records.push(record);
    }
    return records;
  }

  /** Decoders with state keep it per channel: each carries a stream of its own. */
  #streamOf({ unit, decoder }: Reading): InnerStream {
    const key = `${decoder.protocol} ${unit.channel?.id ?? ''}`;
    const known = this.#inside.get(key);
    if (known) return known;
    const others = this.#decoders.filter((other) => other !== decoder);
    const stream = new InnerStream(
      new Link({ transport: this.#facts.transport, url: '' }, others, undefined, this.#depth + 1),
    );
    this.#inside.set(key, stream);
    return stream;
  }

  /** Subprotocol and URL speak for the outermost layer alone. */
  #innerFacts({ mime }: Inner): ConnectionFacts {
    const { transport } = this.#facts;
    return mime === undefined ? { transport, url: '' } : { transport, url: '', mime };
  }
}
