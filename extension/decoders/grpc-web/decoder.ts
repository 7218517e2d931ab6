import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Method } from '../../schema/schema.ts';
import type {
  ChannelName,
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Direction,
  Layer,
  Problem,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { foreign } from '../whole-body.ts';
import { Base64Body } from './base64-body.ts';
import { type Content, FrameLayer, frameLength, isFlags, PREFIX } from './frame-layer.ts';

/** Frames taken from one message; a body that pretends to more is not followed. */
const MOST_FRAMES = 100_000;
const MIME = /^application\/grpc-web(-text(?:-base64)?)?(?:\+(\w+))?$/;

/** gRPC-Web: messages in frames, and the trailers of the call as the last one. */
export const grpcWeb: Decoder = {
  protocol: 'grpc-web',
  title: 'gRPC-Web',
  specification: 'https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md',
  versions: 'binary, text',
  recognisedBy: 'MIME type',
  channels: 'methods',
  isStateless: true,
  claims: ({ mime }) =>
    mime !== undefined && MIME.test(mime) ? { by: 'mime', reason: `MIME type ${mime}` } : undefined,
  textStarts: '',
  sniffs: () => undefined,
  open: (facts) => new GrpcWebSession(facts),
};

class GrpcWebSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>>;

  constructor(facts: ConnectionFacts) {
    this.#lanes = { sent: new Lane(facts, 'request'), received: new Lane(facts, 'response') };
  }

  feed(input: DecoderInput): readonly Unit[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly Unit[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

/** The body of one direction. */
class Lane {
  readonly #plain = new JoinedBytes();
  readonly #base64: Base64Body | undefined;
  readonly #content: Content;
  readonly #channel: ChannelName | undefined;
  #last: DecoderInput | undefined;
  /** Trailers end the call. */
  #isOver = false;

  constructor({ url, mime = '', protobuf }: ConnectionFacts, side: keyof Method) {
    const [, isText, format = 'proto'] = MIME.exec(mime) ?? [];
    this.#base64 = isText === undefined ? undefined : new Base64Body();
    this.#channel = methodOf(url);
    const messageType = protobuf?.schema.methods.get(this.#channel?.id ?? '')?.[side];
    this.#content = {
      mime: format === 'proto' ? 'application/x-protobuf' : `application/${format}`,
      ...(messageType !== undefined && { messageType }),
    };
  }

  feed(input: DecoderInput): readonly Unit[] {
    this.#last = input;
    this.#body.append(input.message, input.payload.bytes);
    const units = this.#frames(input);
    const isBroken = this.#base64?.isBroken || (this.#hasBytes && !isFlags(this.#body.bytes[0]));
    const isOver = !input.isPart || isBroken || this.#pendingSize > LIMITS.decoderPending;
    return isOver ? [...units, ...this.end()] : units;
  }

  end(): readonly Unit[] {
    const input = this.#last;
    if (!input || this.#pendingSize === 0) return [];
    const isFrame = this.#hasBytes && !this.#base64?.isBroken && isFlags(this.#body.bytes[0]);
    return [isFrame ? this.#cutFrame(input) : this.#foreign(input)];
  }

  get #body() {
    return this.#base64 ?? this.#plain;
  }

  get #hasBytes(): boolean {
    return this.#body.length > 0;
  }

  get #pendingSize(): number {
    return this.#base64?.characters ?? this.#plain.length;
  }

  #frames(input: DecoderInput): readonly Unit[] {
    const units: Unit[] = [];
    while (units.length < MOST_FRAMES) {
      const { bytes } = this.#body;
      const length = isFlags(bytes[0]) ? frameLength(bytes) : undefined;
      if (length === undefined || length > bytes.length) break;
      const taken = this.#body.take(length);
      const layer = new FrameLayer(taken.bytes, this.#content, this.#isOver ? [LATE] : []);
      this.#isOver ||= layer.isTrailers;
      units.push(this.#unit(input, taken.sources, layer));
    }
    return units;
  }

  #cutFrame(input: DecoderInput): Unit {
    const bytes = this.#body.bytes;
    const { sources } = this.#takeRest();
    const wanted = frameLength(bytes);
    return this.#unit(
      input,
      sources,
      new FrameLayer(bytes, this.#content, [cutProblem(bytes, wanted)]),
    );
  }

  #foreign(input: DecoderInput): Unit {
    const { bytes, sources } = this.#takeRest();
    const what = this.#base64 ? 'no base64, or no frame in it' : 'no frame: its flags are unknown';
    const problem: Problem = { kind: 'no-frame', offset: 0, reason: `This is ${what}.` };
    const { layer } = foreign(grpcWeb, Payload.ofBytes(bytes), problem);
    return { ...this.#unit(input, sources, layer), isForeign: true };
  }

  #takeRest() {
    return this.#base64 ? this.#base64.takeRaw() : this.#plain.take(this.#plain.length);
  }

  #unit({ direction, time }: DecoderInput, sources: readonly Source[], layer: Layer): Unit {
    const unit = { sources, direction, time, layer };
    return this.#channel ? { ...unit, channel: this.#channel } : unit;
  }
}

const LATE: Problem = {
  kind: 'after-trailers',
  offset: 0,
  reason: 'Trailers are the last frame of a call (PROTOCOL-WEB, "Message framing").',
};

/** Why the last frame is not like the others. */
function cutProblem({ length }: Uint8Array, wanted: number | undefined): Problem {
  if (wanted === undefined) {
    const reason = `The bytes end inside the ${PREFIX} bytes that begin a frame.`;
    return { kind: 'truncated', offset: length, reason };
  }
  if (wanted <= length) {
    const reason = `More than ${MOST_FRAMES} frames in one message are not followed.`;
    return { kind: 'too-many-frames', offset: wanted, reason };
  }
  const reason = `The bytes end inside a frame: ${length} of ${wanted} are there.`;
  return { kind: 'truncated', offset: length, reason };
}

/** The method that a call's URL ends with: `/chat.Rooms/Join`. */
function methodOf(url: string): ChannelName | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const [name] = /\/[^/]+\/[^/]+$/.exec(path) ?? [];
  return name === undefined ? undefined : { id: name, name, type: 'grpc-method' };
}
