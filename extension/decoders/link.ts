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
import {
  byContent,
  type Choice,
  type Mistake,
  type Mistakes,
  type Recognised,
} from './recognise.ts';
import type { SessionState } from './session-state.ts';

/** Layers that are followed into one another. */
const DEEPEST = 8;

export interface LinkOptions {
  readonly decoders: readonly Decoder[];
  /** The decoder that a person named, or that is known beforehand. */
  readonly override?: Choice | undefined;
  readonly depth?: number;
  /** What the connection has in common with others of its session. */
  readonly session?: SessionState | undefined;
  /** Choices that proved wrong when it was read before. */
  readonly mistakes?: ReadonlySet<Mistake> | undefined;
}

/** One level of the chain: a decoder for the messages, and further links for what lies inside. */
export class Link {
  readonly #binding: Binding;
  readonly #decoders: readonly Decoder[];
  readonly #depth: number;
  /** Those whose conversations go on from one event type to another. */
  readonly #spanning: readonly Decoder[];
  readonly #session: SessionState | undefined;
  readonly #inside = new Map<string, InnerStream>();
  #facts: ConnectionFacts;
  #lastNamed: ProtobufTypes | undefined;

  constructor(facts: ConnectionFacts, options: LinkOptions) {
    const { decoders, override, depth = 1, session, mistakes } = options;
    this.#facts = facts;
    this.#decoders = decoders;
    this.#depth = depth;
    this.#session = session;
    this.#spanning = decoders.filter((decoder) => decoder.continues);
    this.#binding = new Binding(facts, decoders, { override, mistakes, open: session?.open });
  }

  get recognition(): Recognised | undefined {
    return this.#binding.recognition;
  }

  get mistakes(): Mistakes {
    return [this.#binding.mistakes];
  }

  learn(facts: ConnectionFacts): void {
    this.#facts = facts;
    this.#binding.learn(facts);
  }

  awaitsEmpty(input: DecoderInput): boolean {
    return this.#binding.awaitsEmpty(input);
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
        for (const record of stream.feed(reading, inner, this.#innerFacts(reading, inner)))
          records.push(record);
    }
    return records;
  }

  #streamOf(reading: Reading, inner: Inner): InnerStream | undefined {
    const spanning = this.#spanningStream(reading, inner);
    if (spanning) return spanning;
    const { unit, decoder } = reading;
    const streams = this.#stateOf(reading)?.inside ?? this.#inside;
    // Decoders with state keep it per channel: each carries a stream of its own.
    const key = `${decoder.protocol} ${unit.channel?.id ?? ''}`;
    const known = streams.get(key);
    if (inner.payload.isEmpty) return known?.awaitsEmpty(reading, inner) ? known : undefined;
    if (known) return known;
    const stream = this.#open(this.#decodersInside(decoder, inner));
    streams.set(key, stream);
    return stream;
  }

  /** What lies inside a session is read across its connections. */
  #stateOf({ unit }: Reading): SessionState | undefined {
    return unit.channel?.session && this.#session;
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
    const known = this.#inside.get(key);
    if (known) return known;
    const stream = this.#open(this.#decodersInside(decoder, inner), choice);
    this.#inside.set(key, stream);
    return stream;
  }

  #decodersInside(outer: Decoder, inner: Inner): readonly Decoder[] {
    // The same unit is read by a decoder that looks for something, or stays as it is.
    return inner.isSameUnit
      ? this.#decoders.filter(({ textStarts }) => textStarts !== undefined)
      : this.#decoders.filter((other) => other !== outer);
  }

  #open(decoders: readonly Decoder[], override?: Choice): InnerStream {
    const facts = { transport: this.#innerTransport, url: '' };
    return new InnerStream(new Link(facts, { decoders, override, depth: this.#depth + 1 }));
  }

  /** What an EventSource brings is an event stream on the outside alone. */
  get #innerTransport(): ConnectionFacts['transport'] {
    const { transport } = this.#facts;
    return transport === 'eventsource' ? 'fetch' : transport;
  }

  /** Subprotocol and URL speak for the outermost layer alone. */
  #innerFacts(reading: Reading, { mime, messageType }: Inner): ConnectionFacts {
    const { protobuf } = this.#facts;
    const exchange = this.#stateOf(reading) ? undefined : this.#facts.exchange;
    const types = messageType === undefined ? protobuf : this.#named(messageType);
    return {
      transport: this.#innerTransport,
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
