import { JsonOutline } from '../../bytes/json/outline.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { checkMessage } from './checks.ts';
import { handshakeOf } from './handshake.ts';
import { MESSAGE_TYPES } from './message-types.ts';
import { RECORD_SEPARATOR } from './record-stream.ts';

/** Whether the first record is the handshake, or a hub message as the protocol wants it. */
export function looksLikeHub(payload: Payload, direction: Direction): boolean {
  if (!endsRecord(payload)) return false;
  const { bytes } = payload;
  const first = bytes.subarray(0, bytes.indexOf(RECORD_SEPARATOR));
  const outline = JsonOutline.of(first);
  if (!outline?.isClosed || outline.kind !== 'object' || outline.range[1] !== first.length) {
    return false;
  }
  if (!outline.has('type')) return isHandshake(outline, direction);
  const type = MESSAGE_TYPES.get(outline.scalar('type'));
  return type !== undefined && checkMessage(outline, type).length === 0;
}

function isHandshake(outline: JsonOutline, direction: Direction): boolean {
  const protocol = outline.text('protocol');
  return handshakeOf(outline, direction) !== undefined && protocol !== 'messagepack';
}

function endsRecord(payload: Payload): boolean {
  if (payload.isText) return payload.text.endsWith('\x1e');
  return payload.bytes.at(-1) === RECORD_SEPARATOR;
}
