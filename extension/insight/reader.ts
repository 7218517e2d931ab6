import { Payload } from '../bytes/payload.ts';
import { DIRECTIONS } from '../contract/words.ts';
import type { Chain, OpenChain } from '../decoders/chain.ts';
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

/**
 * Reads one connection's messages in the order of their positions through the decoders. A payload
 * that is still on its way holds up what comes after it, on this connection alone.
 */
export class ConnectionReader {
  readonly #journal: Journal;
  readonly #connection: Connection;
  readonly #openChain: OpenChain;
  readonly #said: PersonsWord;
  readonly #override: string | undefined;
  /** Let go at the end: most connections are over, and decoders remember much. */
  #chain: Chain | undefined;
  #recognition: Chain['recognition'];
  /** Directions in which something was read. */
  readonly #begun = new Set<Direction>();
  #facts: ConnectionFacts;
  #queue: Message[] = [];
  #lastPosition = Number.NEGATIVE_INFINITY;
  #hasEnded = false;
  #isStale = false;

  constructor(journal: Journal, connection: Connection, openChain: OpenChain, said: PersonsWord) {
    this.#journal = journal;
    this.#connection = connection;
    this.#said = said;
    this.#facts = factsOf(connection, said.typesOf(connection));
    this.#openChain = openChain;
    this.#override = said.overrideOf(connection)?.protocol;
  }

  /** What was read no longer holds: a message came late, or what the decoders went by changed. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** A person said something of connections, perhaps of this one. */
  personSpoke(): void {
    const override = this.#said.overrideOf(this.#connection)?.protocol;
    if (override !== this.#override) this.#isStale = true;
    this.connectionChanged();
  }

  get isWaiting(): boolean {
    return this.#queue.length > 0;
  }

  /** What the connection was recognised as, once something was read. */
  get recognition(): Chain['recognition'] {
    return this.#chain?.recognition ?? this.#recognition;
  }

  enqueue(message: Message): void {
    const isLate = message.position < this.#lastPosition;
    // Events that the browser took apart stand alone: one that comes late changes no other.
    if (this.#hasEnded || (isLate && message.event === undefined)) this.#isStale = true;
    if (message.position < (this.#queue.at(-1)?.position ?? Number.NEGATIVE_INFINITY)) {
      const index = this.#queue.findIndex(({ position }) => position > message.position);
      this.#queue.splice(index, 0, message);
    } else {
      this.#queue.push(message);
    }
  }

  /** A message was read without its payload, which is there now. */
  payloadCame(message: Message): void {
    if (!this.#queue.some(({ number }) => number === message.number)) this.#isStale = true;
  }

  /** Something about the connection became known. */
  connectionChanged(): void {
    const facts = factsOf(this.#connection, this.#said.typesOf(this.#connection));
    if (this.#hasEnded && !this.#isOver) this.#isStale = true;
    if ([...this.#begun].some((side) => !areSameFacts(facts, this.#facts, side))) {
      this.#isStale = true;
    } else if (DIRECTIONS.some((side) => !areSameFacts(facts, this.#facts, side))) {
      this.#facts = facts;
      this.#chain?.learn(facts);
    }
  }

  /** Reads on as far as possible; to the end where the connection is over and no more may come. */
  read(now: number, isComplete: boolean): readonly DecodedRecord[] {
    const records: DecodedRecord[] = [];
    let count = 0;
    for (const message of this.#queue) {
      const current = this.#journal.message(message.number);
      if (current?.content === 'pending' && now < current.time + PATIENCE) break;
      count += 1;
      if (current) this.#feed(current, records);
    }
    this.#queue.splice(0, count);
    if (isComplete && this.#isOver && !this.isWaiting) this.#end(records);
    return records;
  }

  get #isOver(): boolean {
    const { state } = this.#connection;
    return state !== 'open' && state !== 'connecting';
  }

  #feed(message: Message, records: DecodedRecord[]): void {
    this.#lastPosition = Math.max(this.#lastPosition, message.position);
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
    this.#begun.add(message.direction);
    this.#chain ??= this.#openChain(this.#facts, this.#override);
    for (const record of this.#chain.feed(input)) records.push(record);
  }

  #end(records: DecodedRecord[]): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    records.push(...(this.#chain?.end() ?? []));
    this.#recognition = this.#chain?.recognition;
    this.#chain = undefined;
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
