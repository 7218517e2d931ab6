import type { ConnectionFacts, Direction } from '../../extension/decoders/contract.ts';

/** What a message is on the wire. */
export type Wire = string | Uint8Array;

/**
 * A parser that production applications use, at work on one connection: takes a message apart, and
 * the JSON inside as well, for our records hold that layer too. Gives what the application gets.
 */
export type Peer = (wire: Wire) => unknown;

/** One protocol, and who reads it beside us. */
export interface Match {
  readonly protocol: string;
  readonly peerName: string;
  readonly facts: ConnectionFacts;
  readonly direction: Direction;
  /** Messages are parts of one body. */
  readonly isStream?: boolean;
  /** What the connection begins with, not measured. */
  readonly opening: readonly { readonly wire: Wire; readonly direction: Direction }[];
  /** The message that carries a value. */
  encode(value: object, index: number): Wire;
  openPeer(): Peer;
}

/** For parsers that take text. */
export function textOf(wire: Wire): string {
  return typeof wire === 'string' ? wire : decoder.decode(wire);
}

/** For parsers that take bytes. */
export function bytesOf(wire: Wire): Uint8Array {
  return typeof wire === 'string' ? encoder.encode(wire) : wire;
}

/** For parsers that take Node's own bytes: a view, not a copy. */
export function bufferOf(wire: Wire): Buffer {
  const bytes = bytesOf(wire);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
