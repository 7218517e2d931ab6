import type { Content, MessageCaptured } from '../contract/capture.ts';
import { DIRECTIONS, type EventName, MESSAGE_TYPES } from '../contract/words.ts';
import type { Entry } from './entry.ts';
import { CONTENT_STATES, type ContentState, type Message } from './message.ts';

/** Messages in one page of columns. */
export const PAGE_LENGTH = 4096;

/** Layout of a message's flags. */
const DIRECTION = 0;
const TYPE = 1;
const STATE = 4;
const TRUNCATED = 1 << 6;
const DISCARDED = 1 << 7;
const DROPPED = 1 << 8;

/**
 * A fixed number of messages in columns: some forty bytes for each, and nothing for the garbage
 * collector to follow but the payloads. Slots are filled from 0 on.
 */
export class Page {
  readonly #entries: (Entry | undefined)[] = [];
  readonly #positions = new Float64Array(PAGE_LENGTH);
  readonly #times = new Float64Array(PAGE_LENGTH);
  readonly #sizes = new Float64Array(PAGE_LENGTH);
  readonly #flags = new Uint16Array(PAGE_LENGTH);
  /** Text, bytes, or the reason why there is neither. */
  readonly #contents: (string | Uint8Array | undefined)[] = [];
  readonly #events: (EventName | undefined)[] = [];

  write(slot: number, entry: Entry, message: MessageCaptured): void {
    this.#entries[slot] = entry;
    this.#positions[slot] = message.position;
    this.#times[slot] = message.time;
    this.#sizes[slot] = message.size;
    this.#events[slot] = message.event;
    this.#flags[slot] =
      (DIRECTIONS.indexOf(message.direction) << DIRECTION) |
      (MESSAGE_TYPES.indexOf(message.type) << TYPE) |
      (message.truncated ? TRUNCATED : 0) |
      (message.discarded ? DISCARDED : 0);
    this.writeContent(slot, message.content);
  }

  writeContent(slot: number, content: Content): void {
    const flags = this.#flagsOf(slot) & ~(3 << STATE);
    this.#flags[slot] = flags | (CONTENT_STATES.indexOf(content.kind) << STATE);
    this.#contents[slot] = store(content);
  }

  resize(slot: number, size: number, truncated: boolean): void {
    this.#sizes[slot] = size;
    this.#flags[slot] = (this.#flagsOf(slot) & ~TRUNCATED) | (truncated ? TRUNCATED : 0);
  }

  /** Lets go of a message and its payload. */
  drop(slot: number): void {
    this.#flags[slot] = DROPPED;
    this.#entries[slot] = undefined;
    this.#contents[slot] = undefined;
    this.#events[slot] = undefined;
  }

  entry(slot: number): Entry | undefined {
    return this.#entries[slot];
  }

  position(slot: number): number {
    return this.#positions[slot] ?? Number.NaN;
  }

  state(slot: number): ContentState {
    return CONTENT_STATES[(this.#flagsOf(slot) >> STATE) & 3] ?? 'missing';
  }

  isTruncated(slot: number): boolean {
    return (this.#flagsOf(slot) & TRUNCATED) !== 0;
  }

  content(slot: number): string | Uint8Array | undefined {
    return this.#contents[slot];
  }

  /** The message in a slot; undefined once it was dropped. */
  message(slot: number, number: number): Message | undefined {
    const entry = this.#entries[slot];
    if (entry === undefined) return undefined;
    const flags = this.#flagsOf(slot);
    const event = this.#events[slot];
    const content = this.state(slot);
    const reason = content === 'missing' ? this.#contents[slot] : undefined;
    return {
      number,
      connection: entry.connection.id,
      position: this.position(slot),
      time: this.#times[slot] ?? 0,
      direction: DIRECTIONS[(flags >> DIRECTION) & 1] ?? 'received',
      type: MESSAGE_TYPES[(flags >> TYPE) & 7] ?? 'binary',
      size: this.#sizes[slot] ?? 0,
      truncated: (flags & TRUNCATED) !== 0,
      discarded: (flags & DISCARDED) !== 0,
      content,
      ...(event !== undefined && { event }),
      ...(typeof reason === 'string' && { reason }),
    };
  }

  #flagsOf(slot: number): number {
    return this.#flags[slot] ?? 0;
  }
}

function store(content: Content): string | Uint8Array | undefined {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'binary':
      return content.bytes;
    case 'pending':
      return undefined;
    case 'missing':
      return content.reason;
    default:
      return content satisfies never;
  }
}
