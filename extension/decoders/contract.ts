import type { Payload } from '../bytes/payload.ts';
import type { Transport } from '../contract/words.ts';
import type { MessageNames, Schema } from '../schema/schema.ts';

/** A half-open range of byte offsets: `[start, end)`. */
export type ByteRange = readonly [start: number, end: number];

/** Directions are seen from the page. */
export type Direction = 'sent' | 'received';

/** What is known of a connection before its first message is looked at. */
export interface ConnectionFacts {
  readonly transport: Transport;
  readonly url: string;
  /** Subprotocol chosen by the server (WebSocket). */
  readonly protocol?: string;
  /** MIME type essence of the response, lower case, without parameters (HTTP). */
  readonly mime?: string;
  /** MIME type essence of the request body (HTTP). */
  readonly requestMime?: string;
  /** The same object for request and response of one HTTP exchange (`perExchange`). */
  readonly exchange?: object;
  /** What its Protobuf messages are, where a person loaded .proto files. */
  readonly protobuf?: ProtobufTypes;
}

/** What a server-sent event says beside its data. */
export interface EventFacts {
  readonly type: string;
  readonly id: string;
}

/** A person's .proto files, and which of their messages a connection carries. */
export interface ProtobufTypes {
  readonly schema: Schema;
  /** The messages that were chosen, or that the layer outside names. */
  readonly names?: MessageNames;
}

/** One message on its way through a decoder. */
export interface DecoderInput {
  /** Number of the message within its connection. */
  readonly message: number;
  readonly direction: Direction;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly payload: Payload;
  /** The server-sent event that carries the payload: parsed by the browser, or by the layer outside. */
  readonly event?: EventFacts | undefined;
  /** Part of a body that goes on in the next message of the same direction (stream chunks). */
  readonly isPart?: boolean | undefined;
}

/** Where a record's bytes came from: a message of the connection and a range of its bytes. */
export interface Source {
  readonly message: number;
  readonly range: ByteRange;
}

/** A value as shown and exported. Integers beyond 2^53 are bigints, so that they stay exact. */
export type FieldValue = string | number | bigint | boolean | null;

/** One field of a layer, tied to the layer's bytes. A branch has children and perhaps no value. */
export interface Field {
  readonly name: string;
  readonly value?: FieldValue;
  readonly range: ByteRange;
  readonly children?: readonly Field[];
  /** Says how to read the value: `destination`, `heart-beat`, … Shown as a tooltip. */
  readonly note?: string;
  /**
   * Put together from this record and those before it. Logs leave it out: repeated in each record it
   * would grow with the square of their number, and it can be derived again.
   */
  readonly isGathered?: boolean;
}

/** Something in the bytes that is not as the specification wants it. */
export interface Problem {
  /** A stable name: `bad-escape`, `truncated`, `unknown-command` … */
  readonly kind: string;
  /** Byte offset within the layer. */
  readonly offset: number;
  /** What is wrong, in one sentence for a person. */
  readonly reason: string;
}

/** Why a decoder was chosen: data that the panel can show. */
export interface Recognition {
  readonly by: 'subprotocol' | 'mime' | 'url' | 'content' | 'hint' | 'person' | 'fallback';
  /** One phrase: "subprotocol v12.stomp", "first bytes CONNECT". */
  readonly reason: string;
}

/** What lies inside a layer, for the chain to find a decoder for. */
export interface Inner {
  readonly payload: Payload;
  /** What it may be, where the layer says so: a MIME type essence such as `application/json`. */
  readonly mime?: string | undefined;
  /** Which Protobuf message it is, where the layer says so: `chat.Message`. */
  readonly messageType?: string;
  /** Where the inner bytes lie in this layer's bytes; absent where they had to be unescaped. */
  readonly range?: ByteRange | undefined;
  /** The server-sent event whose data it is. */
  readonly event?: EventFacts | undefined;
  /**
   * It is the layer's own unit once more, for a decoder that knows it better: then that decoder's
   * layers stand in for this one, which otherwise says all there is.
   */
  readonly isSameUnit?: boolean;
}

/**
 * One protocol's reading of a record's bytes. Summary, fields and problems may be getters that are
 * worked out when first asked for, so a layer is handed on as it is, never spread into a new object.
 */
export interface Layer {
  /** The decoder's name: `stomp`, `json`, `text` … */
  readonly protocol: string;
  /** One line for the list: `MESSAGE /topic/room1`. */
  readonly summary: string;
  /** The bytes that the ranges of `fields()` count in. */
  readonly payload: Payload;
  /** Builds the tree; called when a person looks at it, or for an export. Never throws. */
  fields(): readonly Field[];
  readonly problems: readonly Problem[];
  readonly inner?: Inner | undefined;
}

/** A session that may run over many connections: SockJS, Engine.IO. */
export interface SessionName {
  /** The same in all connections of the session, and in no others. */
  readonly key: string;
  /** What a person reads: `/echo · k2h4x1qa`. */
  readonly name: string;
}

/** A logical conversation that a record belongs to, as its decoder names it. */
export interface ChannelName {
  /** Unique within the connection, or within the session that the connection is part of. */
  readonly id: string;
  /** What a person reads: `/topic/room1`. */
  readonly name: string;
  /** Kind of channel: `stomp-subscription`, `sse-event-type` … */
  readonly type: string;
  /** Present where the channel is a whole session: what lies inside is read across connections. */
  readonly session?: SessionName;
}

/** What one decoder makes of its input: one unit of its protocol. */
export interface Unit {
  readonly sources: readonly Source[];
  readonly direction: Direction;
  /** Time of the message that completed it. */
  readonly time: number;
  readonly layer: Layer;
  readonly channel?: ChannelName | undefined;
  /** A heart-beat, keep-alive or other housekeeping that a person may want hidden. */
  readonly isHeartbeat?: boolean | undefined;
  /**
   * The bytes are not this protocol at all. The chain looks for another decoder when a connection
   * never says anything else, or has stopped doing so.
   */
  readonly isForeign?: boolean | undefined;
}

/** A decoder at work on one connection, or on one channel inside another decoder. */
export interface Session {
  /** Takes the next message, in order; returns the units it completes. Never throws. */
  feed(input: DecoderInput): readonly Unit[];
  /** The connection is over: returns what was left incomplete, as units with a problem. */
  end(): readonly Unit[];
  /** Whether a message without any bytes says something here; elsewhere nobody is asked. */
  awaitsEmpty?(input: DecoderInput): boolean;
  /** Opens another connection of the same session, with one memory for all of them. */
  join?(facts: ConnectionFacts): Session;
}

/** Knows one protocol. Recognition and decoding are kept apart. */
export interface Decoder {
  readonly protocol: string;
  /** How the protocol is written for people: `STOMP`. */
  readonly title: string;
  /** Where it is specified. */
  readonly specification: string;
  /** Versions and forms that are read, for the README: `1.0, 1.1, 1.2`; may be empty. */
  readonly versions: string;
  /** What it is recognised by, for the README: `subprotocol, first frame`. */
  readonly recognisedBy: string;
  /** What its channels are, in the plural, for the README: `subscriptions`; empty where it has none. */
  readonly channels: string;
  /** Every whole message stands alone: the chain may choose another decoder for the next one. */
  readonly isStateless?: boolean;
  /** Its stream is made of binary messages: texts on the same connection are read by themselves. */
  readonly isBytesOnly?: boolean;
  /**
   * The decoder whose claim is too general for this one: over HTTP, messages are declared as the
   * format that they are written in, and only their content says which protocol it is.
   */
  readonly writtenIn?: string;
  /** Recognises by what is declared: subprotocol, MIME type, URL. */
  claims(facts: ConnectionFacts): Recognition | undefined;
  /**
   * First characters of the texts, as such or as bytes, that `sniffs` may recognise; white space
   * before them does not count. Empty where it recognises no text, absent where any may be meant.
   */
  readonly textStarts?: string;
  /**
   * All names that members of the JSON objects may have which `sniffs` recognises; absent where any
   * may. A text that begins with members of other names is not shown to `sniffs`.
   */
  readonly memberNames?: readonly string[];
  /** Found near the beginning or end of every text that `sniffs` recognises: looked for in one go for all. */
  readonly mentions?: RegExp;
  /** Recognises by a first message or an inner payload: bounds-checked, never throws. */
  sniffs(payload: Payload, direction: Direction, event?: EventFacts): Recognition | undefined;
  /**
   * Takes binary payloads on a person's word, where no decoder before it in the list knows them: what
   * the decoders after it see in the bytes counts for less.
   */
  isSaid?(facts: ConnectionFacts, direction: Direction): Recognition | undefined;
  /**
   * For conversations that span the types of server-sent events, which by themselves are kept apart:
   * whether an event belongs to one that has begun, though alone it could be anything.
   */
  continues?(payload: Payload, event: EventFacts): boolean;
  open(facts: ConnectionFacts): Session;
  /**
   * The session that a connection is part of together with others, by what is declared; `unnamed`
   * where the connection opens one and its answer says the name, as the `session` of a channel.
   */
  sessionOf?(facts: ConnectionFacts): SessionName | 'unnamed' | undefined;
}

/**
 * What the chain makes of a connection: records with all their layers, outermost first.
 */
export interface DecodedRecord {
  readonly sources: readonly Source[];
  readonly direction: Direction;
  readonly time: number;
  readonly layers: readonly Layer[];
  readonly channel?: ChannelName | undefined;
  readonly isHeartbeat: boolean;
  /** The outermost layer's decoder found that the bytes are not its protocol. */
  readonly isForeign?: boolean | undefined;
  /** Why each layer's decoder was chosen; same order as `layers`. */
  readonly recognitions: readonly Recognition[];
}
