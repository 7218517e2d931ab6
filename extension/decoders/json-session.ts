import { JsonOutline } from '../bytes/json/outline.ts';
import type { Payload } from '../bytes/payload.ts';
import { oneLine } from '../bytes/shorten.ts';
import type {
  ByteRange,
  ChannelName,
  DecoderInput,
  Direction,
  Field,
  Inner,
  Layer,
  Problem,
  Session,
  Unit,
} from './contract.ts';
import { jsonFields, jsonProblems } from './json-text.ts';
import { type Mark, marked } from './marks.ts';

/** What a protocol makes of one JSON text. */
export interface Meaning {
  readonly summary: string;
  readonly channel?: ChannelName | undefined;
  readonly isHeartbeat?: boolean;
  readonly marks?: readonly Mark[];
  /** What is not as the protocol wants it; what is not as JSON wants it is found without help. */
  readonly problems?: readonly Problem[];
  readonly inner?: Inner | undefined;
}

/** A JSON text on its way through a protocol. */
export interface JsonText {
  readonly outline: JsonOutline;
  readonly direction: Direction;
  readonly time: number;
  /** Where it is among the texts of its message: `message 2 of a batch of 3`. */
  readonly place?: string | undefined;
}

/** One of a message's texts, and the bytes of the message that it stands for. */
export interface Piece {
  readonly payload: Payload;
  readonly range: ByteRange;
  readonly place?: string;
  /** What is wrong with how it was cut out of its message. */
  readonly problems?: readonly Problem[];
}

/** A protocol whose messages are JSON texts. */
export interface JsonProtocol {
  readonly protocol: string;
  /** For people: "a GraphQL message". */
  readonly unit: string;
  /** Several texts in a message; their ranges cover it. By itself a message is one text. */
  pieces?(payload: Payload): readonly Piece[];
  /** `undefined` where the text is not of the protocol. */
  read(text: JsonText): Meaning | undefined;
}

/** Reads a connection whose messages are JSON texts. */
export class JsonSession implements Session {
  readonly #protocol: JsonProtocol;

  constructor(protocol: JsonProtocol) {
    this.#protocol = protocol;
  }

  feed(input: DecoderInput): readonly Unit[] {
    const { payload } = input;
    const whole: Piece = { payload, range: [0, payload.byteLength] };
    const pieces = this.#protocol.pieces?.(payload) ?? [whole];
    return pieces.map((piece) => this.#unit(piece, input));
  }

  end(): readonly Unit[] {
    return [];
  }

  #unit(piece: Piece, { message, direction, time }: DecoderInput): Unit {
    const about = { sources: [{ message, range: piece.range }], direction, time };
    return { ...about, ...readPiece(this.#protocol, piece, direction, time) };
  }
}

/** What a protocol makes of one text, without where it came from. */
export function readPiece(
  protocol: JsonProtocol,
  { payload, place, problems = [] }: Omit<Piece, 'range'>,
  direction: Direction,
  time: number,
): Pick<Unit, 'layer' | 'channel' | 'isHeartbeat' | 'isForeign'> {
  const outline = JsonOutline.of(payload.bytes);
  const meaning = outline && protocol.read({ outline, direction, time, place });
  if (!meaning) return { layer: foreignLayer(protocol, payload, problems), isForeign: true };
  const { channel, isHeartbeat = false } = meaning;
  const all = [...(meaning.problems ?? []), ...problems];
  return {
    layer: new JsonMessageLayer(protocol.protocol, payload, { ...meaning, problems: all }),
    ...(channel && { channel }),
    ...(isHeartbeat && { isHeartbeat }),
  };
}

/** One JSON text as its protocol reads it. */
class JsonMessageLayer implements Layer {
  readonly protocol: string;
  readonly payload: Payload;
  readonly summary: string;
  readonly inner?: Inner;
  readonly #marks: readonly Mark[];
  readonly #problems: readonly Problem[];

  constructor(protocol: string, payload: Payload, meaning: Meaning) {
    this.protocol = protocol;
    this.payload = payload;
    this.summary = oneLine(meaning.summary);
    if (meaning.inner) this.inner = meaning.inner;
    this.#marks = meaning.marks ?? [];
    this.#problems = meaning.problems ?? [];
  }

  get problems(): readonly Problem[] {
    const all = [...jsonProblems(this.payload), ...this.#problems];
    return all.toSorted((first, second) => first.offset - second.offset);
  }

  fields(): readonly Field[] {
    return marked(jsonFields(this.payload), this.#marks);
  }
}

/** A message among the protocol's that is none; what it is, is for other decoders to say. */
function foreignLayer(
  { protocol, unit }: JsonProtocol,
  payload: Payload,
  problems: readonly Problem[],
): Layer {
  return {
    protocol,
    summary: `not ${unit}`,
    payload,
    problems: [{ kind: 'foreign', offset: 0, reason: `This is not ${unit}.` }, ...problems],
    fields: () => [],
    inner: { payload, range: [0, payload.byteLength] },
  };
}
