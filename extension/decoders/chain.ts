import type {
  ConnectionFacts,
  DecodedRecord,
  Decoder,
  DecoderInput,
  Direction,
} from './contract.ts';
import { Link } from './link.ts';
import { DECODERS } from './list.ts';
import { Mistakes } from './mistakes.ts';
import { chosen, type Recognised } from './recognise.ts';
import type { SessionState } from './session-state.ts';

export interface ChainOptions {
  readonly decoders?: readonly Decoder[];
  /** The protocol that a person says it is. */
  readonly override?: string;
  /** What the connection has in common with others of its session. */
  readonly session?: SessionState;
  /**
   * Where to add choices by which messages were read, and that proved wrong since; what another chain
   * got wrong that read the same messages before is not done again.
   */
  readonly mistakes?: Mistakes;
  /** Tells the connection from others whose mistakes are added there. */
  readonly place?: string;
}

/** Decodes one connection: its messages in order in, records with all their layers out. */
export interface Chain {
  /** What the connection was recognised as, and why; absent before the first message. */
  readonly recognition: Recognised | undefined;
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
  const { decoders = DECODERS, session, mistakes = new Mistakes(), place = '' } = options;
  const override = chosen(decoders, options.override);
  const open = (facts: ConnectionFacts, lane = '') =>
    new Link(facts, { decoders, override, session, mistakes, place: place + lane });
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

  constructor(facts: ConnectionFacts, open: (facts: ConnectionFacts, lane: string) => Link) {
    const both = { ...facts, exchange: this.#exchange };
    this.#lanes = { sent: open(requestFacts(both), ' sent'), received: open(both, ' received') };
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
