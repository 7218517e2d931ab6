import { isRequest } from '../contract/words.ts';
import { type OpenChain, openChain as openDecoderChain } from '../decoders/chain.ts';
import type { Decoder } from '../decoders/contract.ts';
import { DECODERS } from '../decoders/list.ts';
import type { Journal } from '../journal/journal.ts';
import type { MessageNames, Schema } from '../schema/schema.ts';
import type { Channel } from './channel.ts';
import { ChannelBook } from './channel-book.ts';
import {
  type ConnectionInsight,
  choiceOf,
  holdingSinceOf,
  patternOf,
  type SessionInsight,
} from './connection-insight.ts';
import type { OverrideTarget } from './overrides.ts';
import { LoopBook } from './patterns/loop-book.ts';
import { PersonsWord } from './persons-word.ts';
import { Readings } from './readings.ts';
import { DerivedRecord, type JournalRecord } from './record.ts';
import { GrowingRecordList, type RecordList } from './record-list.ts';
import { requestSampleOf } from './request-sample.ts';
import { Unanswered } from './unanswered.ts';

export interface DerivationOptions {
  readonly decoders?: readonly Decoder[];
  /** Opens the decoders for one connection; for tests. */
  readonly openChain?: OpenChain;
}

function openerOf(decoders: readonly Decoder[]): OpenChain {
  return (facts, options) => openDecoderChain(facts, { ...options, decoders });
}

/**
 * Everything that follows from the journal: records, channels, patterns. Follows the journal
 * whenever it is told to advance, at a cost that depends on what is new.
 */
export class Derivation {
  readonly #journal: Journal;
  readonly #records = new GrowingRecordList();
  readonly #said = new PersonsWord();
  readonly #readings: Readings;
  /** Connections about which something became known. */
  readonly #changed = new Set<string>();
  readonly #unanswered = new Unanswered();
  #loops = new LoopBook();
  #channels = new ChannelBook();
  #next: number;
  #nextRecord = 0;
  #now = 0;

  constructor(journal: Journal, options: DerivationOptions = {}) {
    const { decoders = DECODERS, openChain = openerOf(decoders) } = options;
    this.#journal = journal;
    this.#readings = new Readings(journal, {
      decoders,
      openChain,
      said: this.#said,
      loopOf: (id) => this.#loops.loopOf(id)?.id,
    });
    this.#next = journal.firstMessage;
    this.#changedAll();
    journal.watch({
      connectionChanged: (id) => this.#changed.add(id),
      connectionDropped: (id) => this.#forget(id),
      payloadCame: (number) => this.#payloadCame(number),
      cleared: () => this.clear(),
    });
  }

  /** Ordered by time; what comes late is put where it belongs. */
  get records(): RecordList {
    return this.#records;
  }

  get channels(): ReadonlyMap<string, Channel> {
    return this.#channels.all;
  }

  /** Sessions that run over several connections, with the connections of each. */
  get sessions(): readonly SessionInsight[] {
    return this.#readings.sessions;
  }

  /** Requests that have waited long enough to count as held; it grows by time alone. */
  get held(): number {
    return this.#unanswered.held(this.#now);
  }

  /**
   * Takes in what is new, at most so many messages at once. `now` is epoch milliseconds. Says
   * whether everything was taken in.
   */
  advance(now: number, most = Number.POSITIVE_INFINITY): boolean {
    this.#now = now;
    const end = Math.min(this.#journal.nextMessage, this.#next + most);
    this.#next = Math.max(this.#next, this.#journal.firstMessage);
    for (; this.#next < end; this.#next += 1) this.#enqueue(this.#next);
    for (const id of this.#changed) this.#readings.connectionChanged(id);
    const isComplete = this.#next >= this.#journal.nextMessage;
    this.#read(isComplete);
    this.#recognise();
    this.#records.dropBefore(this.#journal.firstMessage);
    return isComplete;
  }

  /**
   * A person says what connections speak: one by its id, or every one to the address of a URL, those
   * to come among them; no protocol makes recognition automatic again. What it concerns is read
   * again with the next advance.
   */
  override(of: OverrideTarget, protocol: string | undefined): void {
    this.#said.protocols.set(of, protocol, this.#journal.connections);
    this.#readings.personSpoke();
  }

  /** What .proto files say, for all connections; read again with the next advance. */
  useSchema(schema: Schema | undefined): void {
    this.#said.schema = schema;
    this.#readings.personSpoke();
  }

  /** A person says which Protobuf messages connections carry. */
  chooseMessages(of: OverrideTarget, names: MessageNames | undefined): void {
    this.#said.messages.set(of, names, this.#journal.connections);
    this.#readings.personSpoke();
  }

  connectionInsight(id: string): ConnectionInsight {
    const connection = this.#journal.connections.get(id);
    if (connection === undefined) return { channelIds: [] };
    const loop = this.#loops.loopOf(id);
    const pattern = patternOf(this.#journal, connection, loop);
    const holdingSince = holdingSinceOf(connection, pattern, this.#now);
    const recognised = this.#readings.recognition(id);
    const override = this.#said.overrideOf(connection);
    const messages = this.#said.messages.of(connection);
    const ids = this.#channels.idsOf(id);
    const session = this.#readings.sessionOf(id);
    return {
      channelIds: loop ? [loop.id, ...ids] : ids,
      ...(session && { session }),
      ...(pattern && { pattern }),
      ...(holdingSince !== undefined && { holdingSince }),
      ...(recognised && { decoder: choiceOf(recognised) }),
      ...(override && { override }),
      ...(messages && { messages }),
    };
  }

  #enqueue(number: number): void {
    const message = this.#journal.message(number);
    if (message === undefined) return;
    this.#readings.enqueue(message);
    const transport = this.#journal.connections.get(message.connection)?.transport;
    if (transport && isRequest(transport)) this.#changed.add(message.connection);
  }

  /** What is read may show that other things were read wrongly: whose session a connection opened. */
  #read(isComplete: boolean): void {
    do {
      this.#rewind(this.#readings.stale);
      this.#readOn(isComplete);
    } while (this.#readings.stale.size > 0);
  }

  #readOn(isComplete: boolean): void {
    const fresh: JournalRecord[] = [];
    for (const { member, records } of this.#readings.read(this.#now, isComplete)) {
      for (const decoded of records) {
        fresh.push(new DerivedRecord(this.#nextRecord, member, decoded));
        this.#nextRecord += 1;
        this.#channels.count(member, decoded);
      }
    }
    this.#records.add(fresh);
  }

  /** Reads connections again from their first message. */
  #rewind(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return;
    this.#records.remove(ids);
    for (const id of ids) this.#channels.uncount(id);
    this.#readings.rewind(ids, this.#next);
  }

  #recognise(): void {
    if (this.#changed.size === 0) return;
    for (const id of this.#changed) {
      const connection = this.#journal.connections.get(id);
      if (connection) this.#unanswered.follow(connection);
      const sample = connection && requestSampleOf(this.#journal, connection);
      if (sample) this.#loops.take(sample);
    }
    this.#changed.clear();
    const changes = this.#loops.update();
    this.#channels.follow(changes);
    if (changes.moved.size > 0) this.#records.touch(changes.moved);
  }

  #payloadCame(number: number): void {
    const message = number < this.#next ? this.#journal.message(number) : undefined;
    if (message === undefined) return;
    this.#readings.payloadCame(message);
    this.#changed.add(message.connection);
  }

  #forget(id: string): void {
    this.#records.remove(new Set([id]));
    this.#channels.forget(id);
    this.#loops.forget(id);
    this.#unanswered.forget(id);
    this.#readings.forget(id);
    this.#said.forget(id);
    this.#changed.delete(id);
  }

  /**
   * Forgets everything and derives anew what the journal holds. What decoders know of connections
   * still open stays, for what comes next could not be read without it. Done by itself when the
   * journal is cleared.
   */
  clear(): void {
    this.#records.clear();
    this.#readings.clear((id) => this.#isOpen(id) && this.#journal.messagesOf(id).length === 0);
    this.#said.forgetAllBut(this.#journal.connections);
    this.#unanswered.clear();
    this.#loops = new LoopBook();
    this.#channels = new ChannelBook();
    this.#next = this.#journal.firstMessage;
    this.#changedAll();
  }

  #isOpen(id: string): boolean {
    const state = this.#journal.connections.get(id)?.state;
    return state === 'open' || state === 'connecting';
  }

  #changedAll(): void {
    this.#changed.clear();
    for (const id of this.#journal.connections.keys()) this.#changed.add(id);
  }
}
