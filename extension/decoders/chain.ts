import type {
  ConnectionFacts,
  DecodedRecord,
  Decoder,
  DecoderInput,
  Direction,
} from './contract.ts';
import { Link } from './link.ts';
import { DECODERS } from './list.ts';
import { chosen, type Mistakes, type Recognised } from './recognise.ts';
import type { SessionState } from './session-state.ts';

export interface ChainOptions {
  readonly decoders?: readonly Decoder[];
  /** The protocol that a person says it is. */
  readonly override?: string;
  /** What the connection has in common with others of its session. */
  readonly session?: SessionState;
  /** What another chain got wrong that read the same messages before. */
  readonly mistakes?: Mistakes;
}

/** Decodes one connection: its messages in order in, records with all their layers out. */
export interface Chain {
  /** What the connection was recognised as, and why; absent before the first message. */
  readonly recognition: Recognised | undefined;
  /**
   * Choices by which earlier records were read, and that proved wrong since. A chain that is opened
   * with them reads the same messages better.
   */
  readonly mistakes: Mistakes;
  /** Replaces the facts: the MIME type of a response is known only after the request was seen. */
  learn(facts: ConnectionFacts): void;
  /** The next message, both directions together. Never throws. */
  feed(input: DecoderInput): readonly DecodedRecord[];
  /** The connection is over: what was left incomplete. */
  end(): readonly DecodedRecord[];
}

/** Opens the decoders for one connection. */
export type OpenChain = (
  facts: ConnectionFacts,
  options: Pick<ChainOptions, 'override' | 'mistakes'>,
) => Chain;

/** Opens the chain of decoders for a connection. */
export function openChain(facts: ConnectionFacts, options: ChainOptions = {}): Chain {
  const { decoders = DECODERS, session, mistakes = [] } = options;
  const override = chosen(decoders, options.override);
  const open = (lane: ConnectionFacts, index = 0) =>
    new Link(lane, { decoders, override, session, mistakes: mistakes[index] });
  return facts.transport === 'websocket' || facts.transport === 'eventsource'
    ? open(facts)
    : new HttpChain(facts, open);
}

/**
 * Request and response body have MIME types of their own: each is a chain of its own. Decoders know
 * the two for one exchange, and may tie a response to its request.
 */
class HttpChain implements Chain {
  readonly #exchange = {};
  readonly #lanes: Readonly<Record<Direction, Link>>;

  constructor(facts: ConnectionFacts, open: (facts: ConnectionFacts, lane: number) => Link) {
    const both = { ...facts, exchange: this.#exchange };
    this.#lanes = { sent: open(requestFacts(both), 0), received: open(both, 1) };
  }

  get mistakes(): Mistakes {
    return [this.#lanes.sent, this.#lanes.received].flatMap((lane) => lane.mistakes);
  }

  get recognition(): Recognised | undefined {
    return this.#lanes.received.recognition ?? this.#lanes.sent.recognition;
  }

  learn(facts: ConnectionFacts): void {
    const both = { ...facts, exchange: this.#exchange };
    this.#lanes.sent.learn(requestFacts(both));
    this.#lanes.received.learn(both);
  }

  feed(input: DecoderInput): readonly DecodedRecord[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly DecodedRecord[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

function requestFacts({ mime: _, requestMime, ...facts }: ConnectionFacts): ConnectionFacts {
  return requestMime === undefined ? facts : { ...facts, mime: requestMime };
}
