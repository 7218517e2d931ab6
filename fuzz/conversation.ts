import { Payload } from '../extension/bytes/payload.ts';
import { decodeUtf8 } from '../extension/bytes/utf8.ts';
import type { ConnectionFacts, DecoderInput, Direction } from '../extension/decoders/contract.ts';

/** One message: text is kept as its bytes too, so that both are mutated alike. */
export interface Said {
  readonly direction: Direction;
  readonly isText: boolean;
  readonly bytes: Uint8Array;
}

/**
 * Where a protocol's units may lie: each message holds whole ones, or the messages of a direction
 * are one stream, or they are the parts of one body.
 */
export type Framing = 'messages' | 'stream' | 'parts';

/** What is said on one connection, and how. */
export interface Conversation {
  readonly protocol: string;
  readonly facts: ConnectionFacts;
  readonly framing: Framing;
  readonly said: readonly Said[];
}

/** The messages as a decoder is fed them, one every 10 ms. */
export function inputsOf({ said, framing }: Conversation): readonly DecoderInput[] {
  return said.map(({ direction, isText, bytes }, message) => ({
    message,
    direction,
    time: message * 10,
    payload: isText ? Payload.ofText(decodeUtf8(bytes)) : Payload.ofBytes(bytes),
    ...(framing === 'parts' && { isPart: true }),
  }));
}

export function sizeOf({ said }: Conversation): number {
  return said.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
