import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { type Transcoded, verbatim } from '../../bytes/transcoded.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Direction, Source } from '../contract.ts';
import type { Version } from './address.ts';
import { unwrapForm, unwrapScript } from './jsonp.ts';
import { type Packet, readBinaryPacket, readTextPacket } from './packet.ts';
import { type Cut, nextPacket } from './payload.ts';

const LETTER_K = 0x6b;
const LETTER_O = 0x6f;

/** A stretch of a polling body. */
export interface Piece {
  /** `ok` is what a server answers to a body that it took. */
  readonly kind: 'packet' | 'ok' | 'foreign';
  readonly sources: readonly Source[];
  /** The packet without what stands around it. */
  readonly bytes: Uint8Array;
  /** Present in packets. */
  readonly packet?: Packet;
  readonly failure?: Cut['failure'];
}

/** Cuts the polling bodies of one direction into packets. */
export class Body {
  readonly #version: Version;
  readonly #unwrap: ((bytes: Uint8Array) => Transcoded | undefined) | undefined;
  readonly #isAnswer: boolean;
  readonly #pending = new JoinedBytes();
  #searched = 0;
  #isProven = false;

  constructor(version: Version, direction: Direction, isJsonp: boolean) {
    this.#version = version;
    this.#isAnswer = direction === 'received';
    if (isJsonp) this.#unwrap = this.#isAnswer ? unwrapScript : unwrapForm;
  }

  feed(message: number, bytes: Uint8Array, isPart: boolean): readonly Piece[] {
    this.#pending.append(message, bytes);
    const isFinal = !isPart || this.#pending.length > LIMITS.decoderPending;
    return isFinal ? this.end() : this.#plain(false);
  }

  /** The body is over: what was left of it. */
  end(): readonly Piece[] {
    if (this.#isAnswer && isOk(this.#pending.bytes)) return [this.#take(2, 'ok')];
    return this.#unwrap ? this.#wrapped(this.#unwrap) : this.#plain(true);
  }

  #plain(isFinal: boolean): readonly Piece[] {
    const pieces: Piece[] = [];
    // `ok` and scripts are known by their end.
    if (!isFinal && (this.#unwrap || this.#pending.bytes[0] === LETTER_O)) return pieces;
    for (;;) {
      const { bytes } = this.#pending;
      const cut = nextPacket(bytes, this.#version, this.#searched, isFinal);
      this.#searched = cut ? 0 : bytes.length;
      if (!cut) return pieces;
      pieces.push(this.#packet(verbatim(bytes, 0, bytes.length), 0, cut, cut.length));
    }
  }

  /** Places in what was unwrapped are places in the body by the way of where they came from. */
  #wrapped(unwrap: (bytes: Uint8Array) => Transcoded | undefined): readonly Piece[] {
    const { bytes, length } = this.#pending;
    const content = unwrap(bytes);
    const pieces: Piece[] = [];
    let start = 0;
    let from = 0;
    while (content && from < length) {
      const cut = nextPacket(content.bytes.subarray(start), this.#version, 0, true);
      if (!cut) break;
      const end = start + cut.length;
      const to = end === content.bytes.length ? length : content.sourceAt(end);
      pieces.push(this.#packet(content, start, cut, to - from));
      start = end;
      from = to;
    }
    return this.#pending.length > 0
      ? [...pieces, this.#take(this.#pending.length, 'foreign')]
      : pieces;
  }

  /** Where nothing was ever said, all that came is left to other decoders. */
  #packet(content: Transcoded, start: number, cut: Cut, length: number): Piece {
    const bytes = content.bytes.subarray(start + cut.packet[0], start + cut.packet[1]);
    const packet = cut.isBinary
      ? readBinaryPacket(bytes, this.#version)
      : readTextPacket(Payload.ofBytes(bytes), this.#version);
    const about = cut.failure ? { failure: cut.failure } : {};
    if (packet) {
      this.#isProven = true;
      return { ...this.#take(length, 'packet'), bytes, packet, ...about };
    }
    const isPiece = this.#isProven || this.#unwrap !== undefined;
    return { ...this.#take(isPiece ? length : this.#pending.length, 'foreign'), ...about };
  }

  #take(length: number, kind: Piece['kind']): Piece {
    return { kind, ...this.#pending.take(length) };
  }
}

function isOk(bytes: Uint8Array): boolean {
  return bytes.length === 2 && bytes[0] === LETTER_O && bytes[1] === LETTER_K;
}
