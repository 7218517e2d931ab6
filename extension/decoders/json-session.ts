import { JsonOutline } from '../bytes/json/outline.ts';
import type { Direction, Unit } from './contract.ts';
import { jsonFields, jsonProblems } from './json-text.ts';
import {
  type MessageProtocol,
  MessageSession,
  type Notation,
  type Piece,
  readMessage,
  type Written,
} from './message-session.ts';

export type { Meaning, Piece } from './message-session.ts';

/** A JSON text on its way through a protocol. */
export type JsonText = Written<JsonOutline>;

/** A protocol whose messages are JSON texts. */
export type JsonProtocol = MessageProtocol<JsonOutline>;

/** Messages that are JSON texts. */
export const JSON_NOTATION: Notation<JsonOutline> = {
  outline: (payload) => JsonOutline.ofPayload(payload),
  fields: jsonFields,
  problems: jsonProblems,
};

/** Reads a connection whose messages are JSON texts. */
export class JsonSession extends MessageSession<JsonOutline> {
  constructor(protocol: JsonProtocol) {
    super(protocol, JSON_NOTATION);
  }
}

/** What a protocol makes of one text, without where it came from. */
export function readPiece(
  protocol: JsonProtocol,
  piece: Omit<Piece, 'range'>,
  direction: Direction,
  time: number,
): Pick<Unit, 'layer' | 'channel' | 'isHeartbeat' | 'isForeign'> {
  return readMessage(protocol, JSON_NOTATION, piece, direction, time);
}
