import { Binding } from './binding.ts';
import type {
  ConnectionFacts,
  DecodedRecord,
  Decoder,
  DecoderInput,
  EventFacts,
  Inner,
  ProtobufTypes,
} from './contract.ts';
import { decodersBehind, decodersLooking } from './decoders-inside.ts';
import { InnerStream } from './inner-stream.ts';
import { InnerStreams } from './inner-streams.ts';
import type { Mistakes } from './mistakes.ts';
import { type Reading, recordOf } from './reading.ts';
import { byContent, type Choice, type Recognised } from './recognise.ts';
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
  /** What proves wrong, here and inside; part of it is known from when this was read before. */
  readonly mistakes: Mistakes;
  /** Where it stands among all that is read: the same when it is read again. */
  readonly place?: string;
}

/** One level of the chain: a decoder for the messages, and further links for what lies inside. */
export class Link {
  readonly #binding: Binding;
  readonly #decoders: readonly Decoder[];
  readonly #depth: number;
  /** Those whose conversations go on from one event type to another. */
  readonly #spanning: readonly Decoder[];
  readonly #session: SessionState | undefined;
  readonly #mistakes: Mistakes;
  readonly #place: string;
  readonly #inside = new InnerStreams();
  #facts: ConnectionFacts;
  #lastNamed: ProtobufTypes | undefined;
  /** What was last said to those who read what lies inside. */
  #lastFacts: ConnectionFacts | undefined;

  constructor(facts: ConnectionFacts, options: LinkOptions) {
    const { decoders, override, depth = 1, session, mistakes, place = '' } = options;
    this.#facts = facts;
    this.#decoders = decoders;
    this.#depth = depth;
    this.#session = session;
    this.#spanning = decoders.filter((decoder) => decoder.continues);
    this.#mistakes = mistakes;
    this.#place = place;
    this.#binding = new Binding(facts, decoders, {
      override,
      mistakes: mistakes.at(place),
      open: session?.open,
      // What was found out by looking at the messages would be found again.
      ...(!override && { regret: (choice) => mistakes.add(place, choice) }),
    });
  }

  get recognition(): Recognised | undefined {
    return this.#binding.recognition;
  }

  get isReadAlone(): boolean {
    return this.#binding.isReadAlone;
  }

  learn(facts: ConnectionFacts): void {
    if (facts === this.#facts) return;
    this.#facts = facts;
    this.#lastFacts = undefined;
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
    return [...records, ...this.#inside.end()];
  }

  #records(readings: readonly Reading[]): readonly DecodedRecord[] {
    const [only] = readings;
    if (only && readings.length === 1) return this.#recordsOf(only);
    return readings.flatMap((reading) => this.#recordsOf(reading));
  }

  #recordsOf(reading: Reading): readonly DecodedRecord[] {
    const { inner } = reading.unit.layer;
    const stream = inner && this.#depth < DEEPEST ? this.#streamOf(reading, inner) : undefined;
    if (!inner || !stream) return [recordOf(reading)];
    return stream.feed(reading, inner, this.#innerFacts(reading, inner));
  }

  #streamOf(reading: Reading, inner: Inner): InnerStream | undefined {
    const spanning = inner.event && this.#spanningStream(reading, inner, inner.event);
    if (spanning) return spanning;
    const { unit, decoder } = reading;
    const state = this.#stateOf(reading);
    const streams = state?.inside ?? this.#inside;
    const channel = unit.channel?.id ?? '';
    const known = streams.inChannel(decoder, channel);
    if (inner.payload.isEmpty) return known?.awaitsEmpty(reading, inner) ? known : undefined;
    if (known) return known;
    // What lies inside a session has its place there, whichever connection carries it.
    const place = `${state ? '' : this.#place}/${decoder.protocol} ${channel}`;
    const stream = this.#open(this.#decodersInside(decoder, inner), { place });
    streams.addInChannel(decoder, channel, stream);
    return stream;
  }

  /** What lies inside a session is read across its connections. */
  #stateOf({ unit }: Reading): SessionState | undefined {
    return unit.channel?.session && this.#session;
  }

  /** The stream of a conversation that goes on from one event type to another. */
  #spanningStream(
    { unit, decoder }: Reading,
    inner: Inner,
    event: EventFacts,
  ): InnerStream | undefined {
    const { payload } = inner;
    for (const one of this.#spanning) {
      const begun = this.#inside.across(decoder, one);
      if (begun && one.continues?.(payload, event)) return begun;
    }
    if (payload.isEmpty) return undefined;
    const choice = byContent(this.#spanning, { payload, direction: unit.direction, event });
    if (!choice) return undefined;
    const known = this.#inside.across(decoder, choice.decoder);
    if (known) return known;
    const place = `${this.#place}/${decoder.protocol}`;
    const decoders = this.#decodersInside(decoder, inner);
    const stream = this.#open(decoders, { place, override: choice });
    this.#inside.addAcross(decoder, choice.decoder, stream);
    return stream;
  }

  #decodersInside(outer: Decoder, inner: Inner): readonly Decoder[] {
    // The same unit is read by a decoder that looks for something, or stays as it is.
    return inner.isSameUnit
      ? decodersLooking(this.#decoders)
      : decodersBehind(this.#decoders, outer);
  }

  #open(decoders: readonly Decoder[], at: Pick<LinkOptions, 'override' | 'place'>): InnerStream {
    const facts = { transport: this.#innerTransport, url: '' };
    const depth = this.#depth + 1;
    return new InnerStream(new Link(facts, { ...at, decoders, depth, mistakes: this.#mistakes }));
  }

  /** What an EventSource brings is an event stream on the outside alone. */
  get #innerTransport(): ConnectionFacts['transport'] {
    const { transport } = this.#facts;
    return transport === 'eventsource' ? 'fetch' : transport;
  }

  /**
   * Subprotocol and URL speak for the outermost layer alone. The same object while they are the same:
   * most units have in them what the one before had.
   */
  #innerFacts(reading: Reading, { mime, messageType }: Inner): ConnectionFacts {
    const { protobuf } = this.#facts;
    const exchange = this.#stateOf(reading) ? undefined : this.#facts.exchange;
    const types = messageType === undefined ? protobuf : this.#named(messageType);
    const last = this.#lastFacts;
    if (last && last.mime === mime && last.exchange === exchange && last.protobuf === types)
      return last;
    this.#lastFacts = {
      transport: this.#innerTransport,
      url: '',
      ...(mime !== undefined && { mime }),
      ...(exchange && { exchange }),
      ...(types && { protobuf: types }),
    };
    return this.#lastFacts;
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
