import { Binding } from './binding.ts';
import type {
  ConnectionFacts,
  DecodedRecord,
  Decoder,
  DecoderInput,
  Inner,
  ProtobufTypes,
} from './contract.ts';
import { InnerStream } from './inner-stream.ts';
import { type Reading, recordOf } from './reading.ts';
import { byContent, type Choice, type Recognised } from './recognise.ts';

/** Layers that are followed into one another. */
const DEEPEST = 8;

/** One level of the chain: a decoder for the messages, and further links for what lies inside. */
export class Link {
  readonly #binding: Binding;
  readonly #decoders: readonly Decoder[];
  readonly #depth: number;
  /** Those whose conversations go on from one event type to another. */
  readonly #spanning: readonly Decoder[];
  readonly #inside = new Map<string, InnerStream>();
  #facts: ConnectionFacts;
  #lastNamed: ProtobufTypes | undefined;

  constructor(facts: ConnectionFacts, decoders: readonly Decoder[], override?: Choice, depth = 1) {
    this.#facts = facts;
    this.#decoders = decoders;
    this.#depth = depth;
    this.#spanning = decoders.filter((decoder) => decoder.continues);
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
      const stream = inner && this.#depth < DEEPEST ? this.#streamOf(reading, inner) : undefined;
      if (!inner || !stream) records.push(recordOf(reading));
      else
        for (const record of stream.feed(reading, inner, this.#innerFacts(inner)))
          records.push(record);
    }
    return records;
  }

  #streamOf(reading: Reading, inner: Inner): InnerStream | undefined {
    const spanning = this.#spanningStream(reading, inner);
    if (spanning || inner.payload.isEmpty) return spanning;
    const { unit, decoder } = reading;
    // Decoders with state keep it per channel: each carries a stream of its own.
    const key = `${decoder.protocol} ${unit.channel?.id ?? ''}`;
    return this.#inside.get(key) ?? this.#open(key, this.#decodersInside(decoder, inner));
  }

  /** The stream of a conversation that goes on from one event type to another. */
  #spanningStream({ unit, decoder }: Reading, inner: Inner): InnerStream | undefined {
    const { event, payload } = inner;
    if (!event) return undefined;
    const keyOf = (one: Decoder) => `${decoder.protocol} across ${one.protocol}`;
    const begun = this.#spanning.find(
      (one) => this.#inside.has(keyOf(one)) && one.continues?.(payload, event),
    );
    if (begun) return this.#inside.get(keyOf(begun));
    const { direction } = unit;
    const choice = byContent(this.#spanning, { payload, direction, event });
    if (payload.isEmpty || !choice) return undefined;
    const key = keyOf(choice.decoder);
    const others = this.#decodersInside(decoder, inner);
    return this.#inside.get(key) ?? this.#open(key, others, choice);
  }

  #decodersInside(outer: Decoder, inner: Inner): readonly Decoder[] {
    // The same unit is read by a decoder that looks for something, or stays as it is.
    return inner.isSameUnit
      ? this.#decoders.filter(({ textStarts }) => textStarts !== undefined)
      : this.#decoders.filter((other) => other !== outer);
  }

  #open(key: string, decoders: readonly Decoder[], choice?: Choice): InnerStream {
    const facts = { transport: this.#facts.transport, url: '' };
    const stream = new InnerStream(new Link(facts, decoders, choice, this.#depth + 1));
    this.#inside.set(key, stream);
    return stream;
  }

  /** Subprotocol and URL speak for the outermost layer alone. */
  #innerFacts({ mime, messageType }: Inner): ConnectionFacts {
    const { transport, exchange, protobuf } = this.#facts;
    const types = messageType === undefined ? protobuf : this.#named(messageType);
    return {
      transport,
      url: '',
      ...(mime !== undefined && { mime }),
      ...(exchange && { exchange }),
      ...(types && { protobuf: types }),
    };
  }

  /** The same object for the same name: decoders are opened anew where their facts change. */
  #named(messageType: string): ProtobufTypes | undefined {
    const { protobuf } = this.#facts;
    if (this.#lastNamed?.names?.sent === messageType && this.#lastNamed.schema === protobuf?.schema)
      return this.#lastNamed;
    const names = { sent: messageType, received: messageType };
    this.#lastNamed = protobuf && { ...protobuf, names };
    return this.#lastNamed;
  }
}
