import { Payload } from '../bytes/payload.ts';
import { DIRECTIONS } from '../contract/words.ts';
import type { Chain } from '../decoders/chain.ts';
import type {
  ConnectionFacts,
  DecodedRecord,
  DecoderInput,
  Direction,
} from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { Message } from '../journal/message.ts';
import { areSameFacts, factsOf } from './facts.ts';
import type { PersonsWord } from './persons-word.ts';

/** How long a payload may take to follow its message, in milliseconds, before it counts as lost. */
const PATIENCE = 10_000;

/** Whether a message's payload is still on its way. */
export function isAwaited({ content, time }: Message, now: number): boolean {
  return content === 'pending' && now < time + PATIENCE;
}

export type OpenFeed = (facts: ConnectionFacts) => Chain;

/** Hands one connection's messages to its decoders, with what is known of the connection. */
export class ConnectionFeed {
  readonly connection: Connection;
  readonly #journal: Journal;
  readonly #said: PersonsWord;
  readonly #open: OpenFeed;
  /** Let go at the end: most connections are over, and decoders remember much. */
  #chain: Chain | undefined;
  #recognition: Chain['recognition'];
  /** Directions in which something was read. */
  readonly #begun = new Set<Direction>();
  #facts: ConnectionFacts;
  #hasEnded = false;
  /** Directions whose last message was a piece of a body. */
  readonly #inBody = new Set<Direction>();

  constructor(journal: Journal, connection: Connection, said: PersonsWord, open: OpenFeed) {
    this.#journal = journal;
    this.connection = connection;
    this.#said = said;
    this.#facts = this.#factsNow();
    this.#open = open;
  }

  /** What the connection was recognised as, once something was read. */
  get recognition(): Chain['recognition'] {
    return this.#chain?.recognition ?? this.#recognition;
  }

  get isOver(): boolean {
    const { state } = this.connection;
    return state !== 'open' && state !== 'connecting';
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether a body that came in pieces may have left something for its end. */
  get isInBody(): boolean {
    return this.#inBody.size > 0;
  }

  /**
   * Something about the connection became known. Says whether what was read still holds: it does not
   * where decoders went by something else.
   */
  learn(): boolean {
    const facts = this.#factsNow();
    if (this.#hasEnded && !this.isOver) return false;
    if ([...this.#begun].some((side) => !areSameFacts(facts, this.#facts, side))) return false;
    if (DIRECTIONS.some((side) => !areSameFacts(facts, this.#facts, side))) {
      this.#facts = facts;
      this.#chain?.learn(facts);
    }
    return true;
  }

  /** Adds what the message completes to the records. */
  feed(message: Message, records: DecodedRecord[]): void {
    const payload = this.#journal.payload(message.number);
    if (payload === undefined) {
      records.push(uncaptured(message));
      return;
    }
    const input: DecoderInput = {
      message: message.number,
      direction: message.direction,
      time: message.time,
      payload,
      ...(message.event && { event: message.event }),
      ...(message.type === 'chunk' && { isPart: true }),
    };
    if (message.type === 'chunk') this.#inBody.add(message.direction);
    else this.#inBody.delete(message.direction);
    this.#begun.add(message.direction);
    this.#chain ??= this.#open(this.#facts);
    for (const record of this.#chain.feed(input)) records.push(record);
  }

  /** The connection is over: adds what it left incomplete. */
  end(records: DecodedRecord[]): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    records.push(...(this.#chain?.end() ?? []));
    this.#recognition = this.#chain?.recognition;
    this.#chain = undefined;
  }

  #factsNow(): ConnectionFacts {
    return factsOf(this.connection, this.#said.typesOf(this.connection));
  }
}

/** The record of a message whose payload is out of reach: it happened, so it is in the list. */
function uncaptured(message: Message): DecodedRecord {
  const reason = message.reason ?? 'its bytes never followed';
  return {
    sources: [{ message: message.number, range: [0, 0] }],
    direction: message.direction,
    time: message.time,
    layers: [
      {
        protocol: 'uncaptured',
        summary: `not captured: ${reason}`,
        payload: Payload.ofBytes(new Uint8Array()),
        fields: () => [],
        problems: [
          { kind: 'uncaptured', offset: 0, reason: `The payload was not captured: ${reason}.` },
        ],
      },
    ],
    isHeartbeat: false,
    recognitions: [{ by: 'fallback', reason: 'no payload' }],
  };
}
