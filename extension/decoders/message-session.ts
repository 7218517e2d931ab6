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
import { type Mark, marked } from './marks.ts';
import type { Outline } from './outline.ts';

/** What a protocol makes of one of its messages. */
export interface Meaning {
  readonly summary: string;
  readonly channel?: ChannelName | undefined;
  readonly isHeartbeat?: boolean;
  readonly marks?: readonly Mark[];
  /** What is not as the protocol wants it; what is not as the notation wants it is found without help. */
  readonly problems?: readonly Problem[];
  readonly inner?: Inner | undefined;
}

/** A message on its way through a protocol. */
export interface Written<O extends Outline = Outline> {
  readonly outline: O;
  readonly direction: Direction;
  readonly time: number;
  /** Where it is among those that came with it: `message 2 of a batch of 3`. */
  readonly place?: string | undefined;
}

/** One of a message's texts or values, and the bytes of the message that it stands for. */
export interface Piece {
  readonly payload: Payload;
  readonly range: ByteRange;
  readonly place?: string;
  /** What is wrong with how it was cut out of its message. */
  readonly problems?: readonly Problem[];
}

/** A protocol whose messages are objects or arrays, in one notation or several. */
export interface MessageProtocol<O extends Outline> {
  readonly protocol: string;
  /** For people: "a GraphQL message". */
  readonly unit: string;
  /** Several in a message; their ranges cover it. By itself a message is one. */
  pieces?(payload: Payload): readonly Piece[];
  /** `undefined` where it is not of the protocol. */
  read(written: Written<O>): Meaning | undefined;
}

/** How objects and arrays are written: as JSON, or in a binary format. */
export interface Notation<O extends Outline> {
  /** `undefined` where neither an object nor an array is. */
  outline(payload: Payload): O | undefined;
  /** The members, named so that marks find them; those named `unread` need not say what they hold. */
  fields(payload: Payload, unread: readonly string[]): readonly Field[];
  /** Where it is not as the notation wants it. */
  problems(payload: Payload): readonly Problem[];
}

/** Reads a connection whose messages are objects or arrays. */
export class MessageSession<O extends Outline> implements Session {
  readonly #protocol: MessageProtocol<O>;
  readonly #notation: Notation<O>;

  constructor(protocol: MessageProtocol<O>, notation: Notation<O>) {
    this.#protocol = protocol;
    this.#notation = notation;
  }

  feed(input: DecoderInput): readonly Unit[] {
    const { payload } = input;
    const pieces = this.#protocol.pieces?.(payload);
    if (pieces) return pieces.map((piece) => this.#unit(piece, input));
    return [this.#unit({ payload, range: [0, payload.byteLength] }, input)];
  }

  end(): readonly Unit[] {
    return [];
  }

  #unit(piece: Piece, { message, direction, time }: DecoderInput): Unit {
    const sources = [{ message, range: piece.range }];
    const read = readMessage(this.#protocol, this.#notation, piece, direction, time);
    const { layer, channel, isHeartbeat, isForeign } = read;
    return { sources, direction, time, layer, channel, isHeartbeat, isForeign };
  }
}

/** What a protocol makes of one message, without where it came from. */
export function readMessage<O extends Outline>(
  protocol: MessageProtocol<O>,
  notation: Notation<O>,
  { payload, place, problems = NONE }: Omit<Piece, 'range'>,
  direction: Direction,
  time: number,
): Pick<Unit, 'layer' | 'channel' | 'isHeartbeat' | 'isForeign'> {
  const outline = notation.outline(payload);
  const meaning = outline && protocol.read({ outline, direction, time, place });
  if (!meaning) return { layer: foreignLayer(protocol, payload, problems), isForeign: true };
  const { channel, isHeartbeat } = meaning;
  const layer = new MessageLayer(protocol.protocol, payload, notation, meaning, problems);
  return { layer, channel, isHeartbeat, isForeign: undefined };
}

const NONE: readonly Problem[] = [];

/** One message as its protocol reads it. */
class MessageLayer implements Layer {
  readonly protocol: string;
  readonly payload: Payload;
  readonly summary: string;
  readonly inner: Inner | undefined;
  readonly #notation: Notation<Outline>;
  readonly #marks: readonly Mark[];
  /** What the protocol found, and what was wrong with how the message was cut out. */
  readonly #found: readonly Problem[];
  readonly #cut: readonly Problem[];

  constructor(
    protocol: string,
    payload: Payload,
    notation: Notation<Outline>,
    meaning: Meaning,
    cut: readonly Problem[],
  ) {
    this.protocol = protocol;
    this.payload = payload;
    this.summary = oneLine(meaning.summary);
    this.inner = meaning.inner;
    this.#notation = notation;
    this.#marks = meaning.marks ?? [];
    this.#found = meaning.problems ?? NONE;
    this.#cut = cut;
  }

  get problems(): readonly Problem[] {
    const all = [...this.#notation.problems(this.payload), ...this.#found, ...this.#cut];
    return all.toSorted((first, second) => first.offset - second.offset);
  }

  fields(): readonly Field[] {
    const bodies = this.#marks.filter(({ as, path }) => as === 'body' && path.length === 1);
    const unread = bodies.flatMap(({ path }) => path);
    return marked(this.#notation.fields(this.payload, unread), this.#marks);
  }
}

/** A message among the protocol's that is none; what it is, is for other decoders to say. */
function foreignLayer(
  { protocol, unit }: Pick<MessageProtocol<Outline>, 'protocol' | 'unit'>,
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
