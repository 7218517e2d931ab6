import { type OpenChain, openChain as openDecoderChain } from '../decoders/chain.ts';
import type { Decoder } from '../decoders/contract.ts';
import { DECODERS } from '../decoders/list.ts';
import type { Journal } from '../journal/journal.ts';
import type { Channel } from './channel.ts';
import { ChannelBook } from './channel-book.ts';
import {
  type ConnectionInsight,
  choiceOf,
  holdingSinceOf,
  patternOf,
} from './connection-insight.ts';
import { LoopBook } from './patterns/loop-book.ts';
import { ConnectionReader } from './reader.ts';
import { DerivedRecord, type JournalRecord, type LoopMember } from './record.ts';
import { GrowingRecordList, type RecordList } from './record-list.ts';
import { requestSampleOf } from './request-sample.ts';
import { Unanswered } from './unanswered.ts';

export interface DerivationOptions {
  readonly decoders?: readonly Decoder[];
  /** Opens the decoders for one connection; for tests. */
  readonly openChain?: OpenChain;
}

interface Reading extends LoopMember {
  reader: ConnectionReader;
}

/**
 * Everything that follows from the journal: records, channels, patterns. Follows the journal
 * whenever it is told to advance, at a cost that depends on what is new.
 */
export class Derivation {
  readonly #journal: Journal;
  readonly #openChain: OpenChain;
  readonly #records = new GrowingRecordList();
  readonly #readings = new Map<string, Reading>();
  /** Connections with something new to read, or waiting for a payload. */
  readonly #active = new Set<string>();
  /** Connections about which something became known. */
  readonly #changed = new Set<string>();
  readonly #unanswered = new Unanswered();
  #loops = new LoopBook();
  #channels = new ChannelBook();
  #next: number;
  #nextRecord = 0;
  #now = 0;

  constructor(journal: Journal, options: DerivationOptions = {}) {
    const { decoders = DECODERS, openChain = (facts) => openDecoderChain(facts, { decoders }) } =
      options;
    this.#journal = journal;
    this.#openChain = openChain;
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
    for (const id of this.#changed) this.#readings.get(id)?.reader.connectionChanged();
    for (const id of this.#changed) this.#active.add(id);
    const isComplete = this.#next >= this.#journal.nextMessage;
    this.#read(isComplete);
    this.#recognise();
    this.#records.dropBefore(this.#journal.firstMessage);
    return isComplete;
  }

  connectionInsight(id: string): ConnectionInsight {
    const connection = this.#journal.connections.get(id);
    if (connection === undefined) return { channelIds: [] };
    const loop = this.#loops.loopOf(id);
    const pattern = patternOf(this.#journal, connection, loop);
    const holdingSince = holdingSinceOf(connection, pattern, this.#now);
    const recognised = this.#readings.get(id)?.reader.recognition;
    const ids = this.#channels.idsOf(id);
    return {
      channelIds: loop ? [loop.id, ...ids] : ids,
      ...(pattern && { pattern }),
      ...(holdingSince !== undefined && { holdingSince }),
      ...(recognised && { decoder: choiceOf(recognised) }),
    };
  }

  #enqueue(number: number): void {
    const message = this.#journal.message(number);
    if (message === undefined) return;
    this.#reading(message.connection)?.reader.enqueue(message);
    this.#active.add(message.connection);
    const transport = this.#journal.connections.get(message.connection)?.transport;
    if (transport === 'fetch' || transport === 'xhr') this.#changed.add(message.connection);
  }

  #reading(id: string): Reading | undefined {
    const known = this.#readings.get(id);
    const connection = this.#journal.connections.get(id);
    if (known || connection === undefined) return known;
    const loops = () => this.#loops;
    const reading: Reading = {
      connection: id,
      reader: new ConnectionReader(this.#journal, connection, this.#openChain),
      get loop() {
        return loops().loopOf(id)?.id;
      },
    };
    this.#readings.set(id, reading);
    return reading;
  }

  #read(isComplete: boolean): void {
    const fresh: JournalRecord[] = [];
    const stale = [...this.#active].filter((id) => this.#readings.get(id)?.reader.isStale);
    if (stale.length > 0) this.#rewind(stale);
    for (const id of this.#active) {
      const reading = this.#readings.get(id);
      for (const decoded of reading?.reader.read(this.#now, isComplete) ?? []) {
        if (reading) fresh.push(new DerivedRecord(this.#nextRecord, reading, decoded));
        this.#nextRecord += 1;
        this.#channels.count(id, decoded);
      }
      if (isComplete && !reading?.reader.isWaiting) this.#active.delete(id);
    }
    this.#records.add(fresh);
  }

  /** Reads connections again from their first message. */
  #rewind(ids: readonly string[]): void {
    this.#records.remove(new Set(ids));
    for (const id of ids) {
      this.#channels.uncount(id);
      this.#readings.delete(id);
      const reader = this.#reading(id)?.reader;
      for (const number of this.#journal.messagesOf(id)) {
        const message = number < this.#next ? this.#journal.message(number) : undefined;
        if (message) reader?.enqueue(message);
      }
    }
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
    this.#readings.get(message.connection)?.reader.payloadCame(message);
    this.#active.add(message.connection);
    this.#changed.add(message.connection);
  }

  #forget(id: string): void {
    this.#records.remove(new Set([id]));
    this.#channels.forget(id);
    this.#loops.forget(id);
    this.#unanswered.forget(id);
    this.#readings.delete(id);
    this.#active.delete(id);
    this.#changed.delete(id);
  }

  /**
   * Forgets everything and derives anew what the journal holds. What decoders know of connections
   * still open stays, for what comes next could not be read without it. Done by itself when the
   * journal is cleared.
   */
  clear(): void {
    this.#records.clear();
    for (const id of this.#readings.keys()) {
      if (this.#journal.messagesOf(id).length > 0 || !this.#isOpen(id)) this.#readings.delete(id);
    }
    this.#active.clear();
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
