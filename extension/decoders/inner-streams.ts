import type { DecodedRecord, Decoder } from './contract.ts';
import type { InnerStream } from './inner-stream.ts';

/** For each decoder outside, by the channel, or by the decoder inside. */
type ByDecoder<K> = Map<Decoder, Map<K, InnerStream>>;

/** The streams inside the units of one link, or of one session. */
export class InnerStreams {
  readonly #all: InnerStream[] = [];
  readonly #byChannel: ByDecoder<string> = new Map();
  readonly #across: ByDecoder<Decoder> = new Map();

  /** Decoders with state keep it per channel: each carries a stream of its own. */
  inChannel(outer: Decoder, channel: string): InnerStream | undefined {
    return this.#byChannel.get(outer)?.get(channel);
  }

  addInChannel(outer: Decoder, channel: string, stream: InnerStream): void {
    this.#add(this.#byChannel, outer, channel, stream);
  }

  /** The stream of a conversation that a decoder follows across channels. */
  across(outer: Decoder, inner: Decoder): InnerStream | undefined {
    return this.#across.get(outer)?.get(inner);
  }

  addAcross(outer: Decoder, inner: Decoder, stream: InnerStream): void {
    this.#add(this.#across, outer, inner, stream);
  }

  /** Nothing more comes: what was left incomplete, in the order in which the streams began. */
  end(): readonly DecodedRecord[] {
    return this.#all.flatMap((stream) => stream.end());
  }

  #add<K>(streams: ByDecoder<K>, outer: Decoder, key: K, stream: InnerStream): void {
    const known = streams.get(outer);
    if (known) known.set(key, stream);
    else streams.set(outer, new Map([[key, stream]]));
    this.#all.push(stream);
  }
}
