import { Payload } from '../../bytes/payload.ts';
import type { Transcoded } from '../../bytes/transcoded.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  ChannelName,
  ConnectionFacts,
  DecoderInput,
  Direction,
  Layer,
  Problem,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { type Address, addressOf, sessionName, type Transport } from './address.ts';
import { readFrame } from './frame.ts';
import { foreignLayer, paddingLayer, piecesOf } from './frame-layer.ts';
import { framingOf } from './framing.ts';
import { Lane } from './lane.ts';
import { eventData } from './markup.ts';

/** A frame as it came: how many bytes it takes with what stands around it, and how to take them. */
interface Cut {
  readonly content: Transcoded;
  readonly length: number;
  take(count: number): readonly Source[];
}

/** One connection of a SockJS session. */
export class SockJsSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>>;
  readonly #channel: ChannelName | undefined;

  constructor(facts: ConnectionFacts) {
    const address = addressOf(facts);
    const transport: Transport =
      address?.transport ?? (facts.transport === 'websocket' ? 'websocket' : 'xhr');
    const received = framingOf(transport);
    // Only these two carry frames in the bodies of their requests.
    const sent = framingOf(transport === 'jsonp_send' ? transport : 'xhr_send');
    this.#lanes = { sent: new Lane(sent), received: new Lane(received) };
    this.#channel = address && channelOf(address);
  }

  feed(input: DecoderInput): readonly Unit[] {
    const lane = this.#lanes[input.direction];
    if (input.event) return [...this.#rest(lane, []), ...this.#event(input)];
    lane.last = input;
    lane.pending.append(input.message, input.payload.bytes);
    const units = this.#blocks(lane, input);
    if (!input.isPart) return [...units, ...this.#rest(lane, [])];
    const isTooLong = lane.pending.length > LIMITS.decoderPending;
    return isTooLong ? [...units, ...this.#rest(lane, [TOO_LONG])] : units;
  }

  end(): readonly Unit[] {
    return [...this.#rest(this.#lanes.sent, []), ...this.#rest(this.#lanes.received, [])];
  }

  /** The browser took the event stream apart already. */
  #event(input: DecoderInput): readonly Unit[] {
    const { bytes } = input.payload;
    let taken = 0;
    const take = (length: number): readonly Source[] => {
      taken += length;
      return [{ message: input.message, range: [taken - length, taken] }];
    };
    const content = eventData(bytes, 0, bytes.length);
    const units = this.#frame(input, { content, length: bytes.length, take }, []);
    return units ?? [this.#foreign(input, input.payload, take(bytes.length))];
  }

  #blocks(lane: Lane, input: DecoderInput): readonly Unit[] {
    const units: Unit[] = [];
    for (;;) {
      const { bytes } = lane.pending;
      const end = lane.framing.endOf(bytes, lane.searched);
      lane.searched = end === undefined ? bytes.length : 0;
      if (end === undefined) return units;
      units.push(...this.#block(lane, input, end, []));
    }
  }

  /** The body is over: its last block needs an end where the transport gives it one. */
  #rest(lane: Lane, failures: readonly Problem[]): readonly Unit[] {
    const { length } = lane.pending;
    lane.searched = 0;
    if (!lane.last || length === 0) return [];
    const { terminator } = lane.framing;
    const problems = failures.length > 0 ? failures : terminator ? [unfinished(terminator)] : [];
    return this.#block(lane, lane.last, length, problems);
  }

  #block(
    lane: Lane,
    input: DecoderInput,
    length: number,
    failures: readonly Problem[],
  ): readonly Unit[] {
    const { pending } = lane;
    const block = pending.bytes.subarray(0, length);
    const take = (count: number) => pending.take(count).sources;
    const wrapped = lane.framing.read(block);
    if (wrapped.kind === 'padding')
      return [this.#unit(input, take(length), paddingLayer(block, wrapped.summary))];
    const units =
      wrapped.kind === 'frame'
        ? this.#frame(input, { content: wrapped.content, length, take }, failures)
        : undefined;
    lane.isProven ||= units !== undefined;
    if (units) return units;
    // Where nothing was ever said, all that came is left to other decoders.
    const rest = lane.isProven ? block : pending.bytes;
    return [this.#foreign(input, asPayload(rest, input), take(rest.length))];
  }

  #frame(
    input: DecoderInput,
    { content, length, take }: Cut,
    failures: readonly Problem[],
  ): readonly Unit[] | undefined {
    const frame = readFrame(content.bytes, input.direction);
    if (!frame) return undefined;
    const problems = failures.map((one) => ({ ...one, offset: content.bytes.length }));
    let taken = 0;
    return piecesOf(asPayload(content.bytes, input), frame, problems).map(({ range, layer }) => {
      const isLast = range[1] === content.bytes.length;
      const end = isLast ? length : content.sourceAt(range[1]);
      const unit = this.#unit(input, take(end - taken), layer);
      taken = end;
      return frame.kind === 'heart-beat' ? { ...unit, isHeartbeat: true } : unit;
    });
  }

  #foreign(input: DecoderInput, payload: Payload, sources: readonly Source[]): Unit {
    const { direction, time } = input;
    return { sources, direction, time, layer: foreignLayer(payload), isForeign: true };
  }

  #unit({ direction, time }: DecoderInput, sources: readonly Source[], layer: Layer): Unit {
    const unit = { sources, direction, time, layer };
    return this.#channel ? { ...unit, channel: this.#channel } : unit;
  }
}

/** The message itself where the bytes are all of it, so that text stays text. */
function asPayload(bytes: Uint8Array, { payload }: DecoderInput): Payload {
  const whole = payload.bytes;
  const isWhole =
    whole.buffer === bytes.buffer &&
    whole.byteOffset === bytes.byteOffset &&
    whole.length === bytes.length;
  return isWhole ? payload : Payload.ofBytes(bytes);
}

function channelOf(address: Address): ChannelName {
  const { session } = address;
  const type = 'sockjs-session';
  return { id: session, name: session, type, session: sessionName(address) };
}

function unfinished(terminator: string): Problem {
  const reason = `The body ended before the ${terminator}, so that the client does not see this.`;
  return { kind: 'incomplete', offset: 0, reason };
}

const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `The frame did not end within ${LIMITS.decoderPending} bytes.`,
};
