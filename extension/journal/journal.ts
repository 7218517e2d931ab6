import { Payload } from '../bytes/payload.ts';
import type {
  CaptureEvent,
  ConnectionChanged,
  ConnectionSeen,
  LossCounted,
  MessageCaptured,
  PayloadCaptured,
} from '../contract/capture.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import { type Counts, noCounts } from './counts.ts';
import type { Message } from './message.ts';
import { Messages } from './messages.ts';

export interface JournalLimits {
  /** Messages kept. */
  readonly messages: number;
  /** Payload bytes kept. */
  readonly payload: number;
  /** Connections kept. */
  readonly connections: number;
}

/** Is told what changes, besides new messages, which anybody can see by `nextMessage`. */
export interface JournalWatcher {
  /** A connection is new or something about it became known. */
  connectionChanged(id: string): void;
  /** A connection was given up because of the limit; its messages are gone. */
  connectionDropped(id: string): void;
  /** The payload of an earlier message came. */
  payloadCame(number: number): void;
  cleared(): void;
}

/**
 * Everything captured, in the order of capture, within limits: the oldest makes room and is
 * counted. Only ever appended to; all else is derived from it.
 */
export class Journal {
  readonly #limits: JournalLimits;
  readonly #connections = new Connections();
  readonly #messages = new Messages();
  readonly #watchers = new Set<JournalWatcher>();
  #counts = noCounts();
  #revision = 0;

  constructor(limits: Partial<JournalLimits> = {}) {
    this.#limits = {
      messages: LIMITS.journalMessages,
      payload: LIMITS.journalPayload,
      connections: LIMITS.journalConnections,
      ...limits,
    };
  }

  /** In the order in which they were seen. The objects are live: watch `revision`. */
  get connections(): ReadonlyMap<string, Connection> {
    return this.#connections.all;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** Messages with smaller numbers were dropped. */
  get firstMessage(): number {
    return this.#messages.first;
  }

  /** The number that the next message will get. */
  get nextMessage(): number {
    return this.#messages.next;
  }

  /** Another number whenever anything changed. */
  get revision(): number {
    return this.#revision;
  }

  take(event: CaptureEvent): void {
    this.#revision += 1;
    switch (event.kind) {
      case 'seen':
        this.#see(event);
        break;
      case 'changed':
        this.#change(event);
        break;
      case 'message':
        this.#add(event);
        break;
      case 'payload':
        this.#fill(event);
        break;
      case 'loss':
        this.#countLoss(event);
        break;
      default:
        event satisfies never;
    }
  }

  /** Undefined once dropped. */
  message(number: number): Message | undefined {
    return this.#messages.message(number);
  }

  /** What a message carried; undefined while it is pending, and when it is missing or dropped. */
  payload(number: number): Payload | undefined {
    const place = this.#messages.place(number);
    if (place === undefined || place.page.state(place.slot) === 'missing') return undefined;
    const content = place.page.content(place.slot);
    if (content === undefined) return undefined;
    return typeof content === 'string' ? Payload.ofText(content) : Payload.ofBytes(content);
  }

  /** Numbers of a connection's messages, ordered by position. */
  messagesOf(connection: string): readonly number[] {
    const entry = this.#connections.get(connection);
    if (entry === undefined) return [];
    entry.tidy(this.#messages);
    return entry.numbers;
  }

  /** Returns how to stop watching. */
  watch(watcher: JournalWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Frees everything. Connections still open stay known, without messages. */
  clear(): void {
    this.#revision += 1;
    this.#messages.clear();
    this.#counts = noCounts();
    this.#connections.clear();
    for (const watcher of this.#watchers) watcher.cleared();
  }

  #see(seen: ConnectionSeen): void {
    const known = this.#connections.get(seen.connection);
    if (known) known.see(seen);
    else {
      if (this.#connections.size >= this.#limits.connections) this.#dropConnection();
      this.#connections.add(seen);
    }
    for (const watcher of this.#watchers) watcher.connectionChanged(seen.connection);
  }

  #change({ connection, change }: ConnectionChanged): void {
    const entry = this.#connections.get(connection);
    if (entry === undefined) return;
    entry.change(change);
    for (const watcher of this.#watchers) watcher.connectionChanged(connection);
  }

  #add(message: MessageCaptured): void {
    // Late news of what was cleared away is wanted no more, and no loss.
    if (this.#connections.wasCleared(message.connection)) return;
    const { direction, size, content } = message;
    this.#counts.messages += 1;
    this.#counts[direction] += size;
    if (message.truncated) this.#counts.truncated += 1;
    if (content.kind === 'missing') this.#counts.uncaptured += 1;
    const entry = this.#connections.get(message.connection);
    if (entry === undefined) {
      this.#counts.dropped += 1;
      return;
    }
    const index = entry.indexAfter(message.position, this.#messages);
    entry.add(this.#messages.append(entry, message), index, direction, size);
    this.#makeRoom();
  }

  #fill({ connection, position, size, content, truncated = false }: PayloadCaptured): void {
    const entry = this.#connections.get(connection);
    if (entry === undefined) return;
    const number = entry.numbers[entry.indexAfter(position, this.#messages) - 1];
    const message = number === undefined ? undefined : this.#messages.message(number);
    const place = number === undefined ? undefined : this.#messages.place(number);
    if (!message || !place || message.position !== position) return;
    this.#messages.writeContent(place, content);
    place.page.resize(place.slot, size, truncated);
    entry.correct(message.direction, size - message.size);
    this.#counts[message.direction] += size - message.size;
    this.#counts.truncated += Number(truncated) - Number(message.truncated);
    this.#counts.uncaptured +=
      Number(content.kind === 'missing') - Number(message.content === 'missing');
    for (const watcher of this.#watchers) watcher.payloadCame(message.number);
    this.#makeRoom();
  }

  #countLoss({ reason, count }: LossCounted): void {
    this.#counts[reason] += count;
  }

  #makeRoom(): void {
    const { messages, payload } = this.#limits;
    while (
      this.#messages.next - this.#messages.first > messages ||
      (this.#messages.payloadBytes > payload && this.#messages.first < this.#messages.next)
    ) {
      const entry = this.#messages.dropFirst();
      if (entry === undefined) continue;
      this.#counts.dropped += 1;
      entry.forget(this.#messages);
    }
  }

  #dropConnection(): void {
    const entry = this.#connections.oldest();
    if (entry === undefined) return;
    for (const number of entry.numbers) {
      if (!this.#messages.has(number)) continue;
      this.#messages.drop(number);
      this.#counts.dropped += 1;
    }
    const { id } = entry.connection;
    this.#connections.remove(id);
    this.#counts.droppedConnections += 1;
    for (const watcher of this.#watchers) watcher.connectionDropped(id);
  }
}
