import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Problem, Source } from '../contract.ts';
import { INTERRUPTED, NOT_A_PACKET, TOO_LONG, TRUNCATED } from './failures.ts';
import { readFixedHeader } from './fixed-header.ts';
import { areFlagsSound, type Level } from './packet-types.ts';

/** The version that allows most flags. */
const OLDEST: Level = 3;

/** A stretch of one direction's bytes, and what it is. */
export interface Cut {
  /** `rest`: of a packet that was too long to be kept. */
  readonly kind: 'packet' | 'foreign' | 'rest';
  readonly bytes: Uint8Array;
  readonly sources: readonly Source[];
  readonly problem?: Problem | undefined;
}

/**
 * Cuts one direction's bytes into packets, which do not keep to the borders of messages (MQTT 5
 * §6). After damage it goes on with the next message, where most senders begin a packet.
 */
export class PacketStream {
  readonly #pending = new JoinedBytes();
  readonly #isSound: (packet: Uint8Array) => boolean;
  /** Whether a packet came whose first byte is as it has to be. */
  #isProven = false;
  /** Bytes to come of a packet that was too long. */
  #rest = 0;

  /** `isSound` says whether there is nothing wrong with a packet. */
  constructor(isSound: (packet: Uint8Array) => boolean) {
    this.#isSound = isSound;
  }

  feed(message: number, bytes: Uint8Array): readonly Cut[] {
    const cuts: Cut[] = [];
    if (this.#isInterruptedBy(bytes)) {
      this.#rest = 0;
      if (this.#pending.length > 0) cuts.push(this.#cut('packet', INTERRUPTED));
    }
    this.#pending.append(message, bytes);
    this.#passRest(cuts);
    this.#complete(cuts);
    return cuts;
  }

  /** Nothing follows. */
  end(): readonly Cut[] {
    this.#rest = 0;
    return this.#pending.length > 0 ? [this.#cut('packet', TRUNCATED)] : [];
  }

  /**
   * Whether a message is whole packets by itself, though a packet is not complete: part of it was
   * lost. A message that could be the packet's last part is taken for that.
   */
  #isInterruptedBy(bytes: Uint8Array): boolean {
    const missing = this.#missing();
    if (missing === undefined || missing <= bytes.length || bytes.length === 0) return false;
    return this.#arePackets(bytes);
  }

  #missing(): number | undefined {
    if (this.#rest > 0) return this.#rest;
    if (this.#pending.length === 0) return undefined;
    const header = readFixedHeader(this.#pending.bytes);
    return typeof header === 'string' ? undefined : header.packetLength - this.#pending.length;
  }

  #arePackets(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length) {
      const header = readFixedHeader(bytes, at);
      if (typeof header === 'string') return false;
      const end = at + header.packetLength;
      if (end > bytes.length || !this.#isSound(bytes.subarray(at, end))) return false;
      at = end;
    }
    return true;
  }

  #passRest(cuts: Cut[]): void {
    const length = Math.min(this.#rest, this.#pending.length);
    if (length === 0) return;
    this.#rest -= length;
    cuts.push(this.#cut('rest', TOO_LONG, length));
  }

  #complete(cuts: Cut[]): void {
    while (this.#pending.length > 0) {
      const header = this.#header();
      if (header === 'incomplete') break;
      if (header === 'malformed') {
        cuts.push(this.#cut('foreign', NOT_A_PACKET));
      } else if (header.packetLength <= this.#pending.length) {
        const { bytes, sources } = this.#pending.take(header.packetLength);
        cuts.push({ kind: 'packet', bytes, sources, problem: undefined });
      } else {
        const missing = header.packetLength - this.#pending.length;
        if (this.#pending.length <= LIMITS.decoderPending) break;
        cuts.push(this.#cut('packet', TOO_LONG));
        this.#rest = missing;
      }
    }
  }

  /** Until a packet came, one with wrong flags is taken for another protocol's bytes. */
  #header(): ReturnType<typeof readFixedHeader> {
    const header = readFixedHeader(this.#pending.bytes);
    if (typeof header === 'string' || this.#isProven) return header;
    this.#isProven = areFlagsSound(header.type, header.flags, OLDEST);
    return this.#isProven ? header : 'malformed';
  }

  #cut(kind: Cut['kind'], problem: Problem, length = this.#pending.length): Cut {
    return { kind, problem, ...this.#pending.take(length) };
  }
}
