import type { Payload } from '../../bytes/payload.ts';
import { JSON_NOTATION } from '../json-session.ts';
import type { Notation, Piece } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { PACKED_FORMATS } from '../packed-formats.ts';
import { packedNotation } from '../packed-notation.ts';
import { separatedBy } from '../separated.ts';
import { batchedPieces, lengthPrefix } from './batches.ts';

/** How a subprotocol writes messages, and how several of them in one WebSocket message. */
export interface Serialization {
  readonly notation: Notation<Outline>;
  readonly pieces?: (payload: Payload) => readonly Piece[];
}

const RECORD_SEPARATOR = 0x1e;
const { messagepack, cbor } = PACKED_FORMATS;

const SERIALIZATIONS: ReadonlyMap<string, Serialization> = new Map([
  ['wamp.2.json', { notation: JSON_NOTATION }],
  ['wamp.2.json.batched', { notation: JSON_NOTATION, pieces: separatedBy(RECORD_SEPARATOR) }],
  ['wamp.2.msgpack', { notation: packedNotation(messagepack) }],
  [
    'wamp.2.msgpack.batched',
    { notation: packedNotation(messagepack, lengthPrefix), pieces: batchedPieces },
  ],
  ['wamp.2.cbor', { notation: packedNotation(cbor) }],
  ['wamp.2.cbor.batched', { notation: packedNotation(cbor, lengthPrefix), pieces: batchedPieces }],
]);

/** `undefined` where the subprotocol is none of WAMP, or writes in a way that is not read here. */
export function serializationOf(protocol: string | undefined): Serialization | undefined {
  return protocol === undefined ? undefined : SERIALIZATIONS.get(protocol);
}
