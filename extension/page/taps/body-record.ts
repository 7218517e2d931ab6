import { lengthOf, partOf } from '../bytes.ts';
import type { Connection } from '../connection.ts';
import { endOf } from '../failure.ts';
import { type Payload, restOfBlob } from '../payload.ts';
import { utf8 } from '../utf8.ts';

/**
 * One response body, however many copies of it a page makes with `clone()` and `tee()`: every byte
 * is reported once, when the first of the copies brings it.
 */
export class BodyRecord {
  readonly #connection: Connection;
  readonly #signal: unknown;
  /** Bytes reported so far. */
  #recorded = 0;
  /** Copies that the page has not cancelled. */
  #copies = 1;

  constructor(connection: Connection, signal: unknown) {
    this.#connection = connection;
    this.#signal = signal;
  }

  /** The page read a whole body at once. */
  whole(payload: Payload): void {
    if (this.#connection.isOver) return;
    if (this.#recorded === 0) this.#message('response', payload);
    else this.#rest(payload);
    this.#connection.closed('closed');
  }

  /** A copy brought bytes that begin at `offset` of the body. */
  chunk(offset: number, bytes: Uint8Array): void {
    const known = this.#recorded - offset;
    const length = lengthOf(bytes);
    if (this.#connection.isOver || length === 0 || known >= length) return;
    this.#recorded = offset + length;
    this.#message('chunk', { kind: 'bytes', bytes: known > 0 ? partOf(bytes, known) : bytes });
  }

  /** A copy was read to its end. */
  end(): void {
    if (this.#connection.isOver) return;
    if (this.#recorded === 0) this.#message('response', { kind: 'text', text: '' });
    this.#connection.closed('closed');
  }

  fail(reason: unknown): void {
    const { state, ...error } = endOf(reason, this.#signal);
    this.#connection.closed(state, error);
  }

  copied(): void {
    this.#copies++;
  }

  /** The page wants no more of one copy; without the last one, the browser ends the request. */
  cancelled(): void {
    this.#copies--;
    if (this.#copies === 0) this.#connection.closed('aborted');
  }

  #rest(payload: Payload): void {
    switch (payload.kind) {
      case 'text':
        this.chunk(0, utf8(payload.text));
        break;
      case 'bytes':
        this.chunk(0, payload.bytes);
        break;
      case 'blob':
        this.#message('chunk', { kind: 'blob', blob: restOfBlob(payload.blob, this.#recorded) });
        break;
      case 'missing':
        this.#message('chunk', payload);
        break;
      default:
        payload satisfies never;
    }
  }

  #message(type: 'response' | 'chunk', payload: Payload): void {
    this.#connection.message({ direction: 'received', type }, payload);
  }
}

/** One copy of a body, and how far the page has read it. */
export class BodyCopy {
  #offset: number;
  #isCancelled = false;

  constructor(
    readonly record: BodyRecord,
    offset = 0,
  ) {
    this.#offset = offset;
  }

  chunk(bytes: Uint8Array): void {
    this.record.chunk(this.#offset, bytes);
    this.#offset += lengthOf(bytes);
  }

  /** The page wants no more of it. */
  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.record.cancelled();
  }

  /** Another copy that goes on from here. */
  copy(): BodyCopy {
    this.record.copied();
    return new BodyCopy(this.record, this.#offset);
  }
}
