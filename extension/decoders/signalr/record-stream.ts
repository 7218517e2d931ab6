import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Source } from '../contract.ts';

export const RECORD_SEPARATOR = 0x1e;

/** A record of the stream, its separator not included. */
export interface StreamRecord {
  readonly bytes: Uint8Array;
  readonly sources: readonly Source[];
  /** Whether its separator came. */
  readonly isWhole: boolean;
}

/**
 * The records of one direction. A transport may cut its stream anywhere: a record may span several
 * messages, and a message may hold several records.
 */
export class RecordStream {
  readonly #pending = new JoinedBytes();
  #scanned = 0;

  feed(message: number, bytes: Uint8Array): readonly StreamRecord[] {
    this.#pending.append(message, bytes);
    const records: StreamRecord[] = [];
    for (;;) {
      const at = this.#pending.bytes.indexOf(RECORD_SEPARATOR, this.#scanned);
      if (at < 0) break;
      records.push(this.#take(at + 1, true));
    }
    this.#scanned = this.#pending.length;
    const isOther = this.#pending.length > 0 && !mayBeginRecord(this.#pending.bytes);
    return isOther || this.#pending.length > LIMITS.decoderPending
      ? [...records, ...this.end()]
      : records;
  }

  /** What was not ended by a separator. */
  end(): readonly StreamRecord[] {
    return this.#pending.length === 0 ? [] : [this.#take(this.#pending.length, false)];
  }

  #take(length: number, isWhole: boolean): StreamRecord {
    this.#scanned = 0;
    const { bytes, sources } = this.#pending.take(length);
    return { bytes: isWhole ? bytes.subarray(0, -1) : bytes, sources, isWhole };
  }
}

/** A record is an object; nothing else is worth waiting for. */
function mayBeginRecord(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d);
  return first === undefined || first === 0x7b;
}
