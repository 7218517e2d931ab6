import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Problem, Source } from '../contract.ts';
import { type Encoding, encodingOf } from './encoding.ts';
import { readLengthPrefix } from './length-prefix.ts';

export const RECORD_SEPARATOR = 0x1e;

/** A record of the stream: JSON without its separator, MessagePack with its length. */
export interface HubRecord {
  readonly encoding: Encoding;
  readonly bytes: Uint8Array;
  readonly sources: readonly Source[];
  /** What is wrong with how it was cut out of the stream. */
  readonly problems: readonly Problem[];
}

/**
 * The records of one direction. A transport may cut its stream anywhere: a record may span several
 * messages, and a message may hold several records.
 */
export class HubStream {
  /** What the handshake agreed on, once it did; until then each record tells by itself. */
  encoding: Encoding | undefined;
  readonly #pending = new JoinedBytes();
  #isText = false;
  #scanned = 0;

  append(message: number, bytes: Uint8Array, isText: boolean): void {
    this.#pending.append(message, bytes);
    this.#isText = isText;
  }

  /** The next whole record, or what is none for sure; `undefined` where more bytes have to come. */
  next(): HubRecord | undefined {
    if (this.#pending.length === 0) return undefined;
    switch (this.#encoding()) {
      case 'messagepack':
        return this.#packed();
      case 'json':
        return this.#text();
      case 'neither':
        // A separator ends what is no record as well: behind it the stream may go on.
        return this.#text() ?? this.end();
      case undefined:
        return undefined;
    }
  }

  /** What is left, which is no whole record. */
  end(): HubRecord | undefined {
    const { length } = this.#pending;
    if (length === 0) return undefined;
    const encoding = this.#encoding() === 'messagepack' ? 'messagepack' : 'json';
    const problem = encoding === 'json' ? NO_SEPARATOR : CUT_OFF;
    return this.#take(length, encoding, { ...problem, offset: length });
  }

  #encoding(): Encoding | 'neither' | undefined {
    const isBinary = this.encoding === 'messagepack' && !this.#isText;
    return isBinary ? 'messagepack' : encodingOf(this.#pending.bytes, this.#isText);
  }

  #text(): HubRecord | undefined {
    const { bytes, length } = this.#pending;
    const at = bytes.indexOf(RECORD_SEPARATOR, this.#scanned);
    this.#scanned = length;
    if (at < 0) return length > LIMITS.decoderPending ? this.end() : undefined;
    const record = this.#take(at + 1, 'json');
    return { ...record, bytes: record.bytes.subarray(0, -1) };
  }

  #packed(): HubRecord | undefined {
    const prefix = readLengthPrefix(this.#pending.bytes);
    if (prefix === 'incomplete') return undefined;
    const total = prefix === 'too-long' ? Number.POSITIVE_INFINITY : prefix.size + prefix.length;
    if (total > LIMITS.decoderPending) {
      return this.#take(this.#pending.length, 'messagepack', TOO_LONG);
    }
    return this.#pending.length < total ? undefined : this.#take(total, 'messagepack');
  }

  #take(length: number, encoding: Encoding, problem?: Problem): HubRecord {
    this.#scanned = 0;
    const { bytes, sources } = this.#pending.take(length);
    return { encoding, bytes, sources, problems: problem ? [problem] : [] };
  }
}

const NO_SEPARATOR = {
  kind: 'missing-separator',
  reason: 'Every record ends with 0x1E; this one does not.',
};
const CUT_OFF = {
  kind: 'cut-off',
  reason: 'The stream ends before the length that this message announces.',
};
const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `A length beyond ${LIMITS.decoderPending} bytes is not waited for.`,
};
