import type { ClosedEvent, OpenedEvent } from '../contract/events.ts';
import type { EndState } from '../contract/words.ts';
import { bytesOf } from './bytes.ts';
import type { MessageBody, MessageFacts } from './encode.ts';
import { now } from './natives.ts';
import {
  type Encoded,
  encodeBytes,
  encodeText,
  type Payload,
  readBlob,
  sizeOfBlob,
} from './payload.ts';
import { settle } from './promises.ts';
import type { Reporter } from './reporter.ts';

type Facts<Event> = Omit<Event, 'kind' | 'connection' | 'time'>;

/** Reports what happens on one connection, and numbers its messages. */
export class Connection {
  readonly #reporter: Reporter;
  readonly #connection: number;
  #messages = 0;
  #isOver = false;
  #isClosing = false;

  constructor(reporter: Reporter, connection: number) {
    this.#reporter = reporter;
    this.#connection = connection;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the page asked for the end. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  opened(facts: Facts<OpenedEvent>): void {
    this.#reporter.report({ kind: 'opened', ...this.#stamp(), ...facts });
  }

  /** Reports a message now, in its place; a Blob's bytes follow in an event of their own. */
  message(facts: MessageFacts, payload: Payload): void {
    const index = this.#messages++;
    const head = { kind: 'message', connection: this.#connection, time: now(), index } as const;
    this.#reporter.message(head, facts, bodyOf(payload));
    if (payload.kind === 'blob') this.#follow(index, payload.blob);
  }

  reconnecting(attempt: number): void {
    this.#reporter.report({ kind: 'reconnecting', ...this.#stamp(), attempt });
  }

  closing(facts: { readonly code?: number; readonly reason?: string }): void {
    this.#isClosing = true;
    this.#reporter.report({ kind: 'closing', ...this.#stamp(), ...facts });
  }

  /** Reports the end; only the first end of a connection counts. */
  closed(state: EndState, facts: Omit<Facts<ClosedEvent>, 'state'> = {}): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reporter.report({ kind: 'closed', ...this.#stamp(), state, ...facts });
  }

  #stamp(): { readonly connection: number; readonly time: number } {
    return { connection: this.#connection, time: now() };
  }

  #follow(index: number, blob: Blob): void {
    const size = sizeOfBlob(blob) ?? 0;
    const report = (encoded: Encoded): void =>
      this.#reporter.report({ kind: 'payload', connection: this.#connection, index, ...encoded });
    settle(
      readBlob(blob),
      (buffer) => this.#reporter.observe(() => report(encodeBytes(bytesOf(buffer), size))),
      () => this.#reporter.observe(() => report({ size, missing: 'read failed' })),
    );
  }
}

function bodyOf(payload: Payload): MessageBody {
  switch (payload.kind) {
    case 'text':
      return encodeText(payload.text);
    case 'bytes':
      return encodeBytes(payload.bytes);
    case 'missing':
      return { size: payload.size ?? 0, missing: payload.reason };
    case 'blob':
      return { size: sizeOfBlob(payload.blob) ?? 0, pending: true };
    default:
      return payload satisfies never;
  }
}
