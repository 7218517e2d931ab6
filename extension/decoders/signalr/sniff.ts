import { JsonOutline } from '../../bytes/json/outline.ts';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { checkMessage } from './checks.ts';
import { encodingOf } from './encoding.ts';
import { handshakeOf } from './handshake.ts';
import { HUB_NOTATION } from './hub-notation.ts';
import { RECORD_SEPARATOR } from './hub-stream.ts';
import { readLengthPrefix } from './length-prefix.ts';
import { MESSAGE_TYPES } from './message-types.ts';

/** Messages of one payload that are looked at in full. */
const LOOKED_AT = 4;

/** Whether the first record is the handshake, or a hub message as the protocol wants it. */
export function looksLikeTextHub(payload: Payload, direction: Direction): boolean {
  if (!endsRecord(payload)) return false;
  const { bytes } = payload;
  const first = bytes.subarray(0, bytes.indexOf(RECORD_SEPARATOR));
  const outline = JsonOutline.of(first);
  if (!outline?.isClosed || outline.kind !== 'object' || outline.range[1] !== first.length) {
    return false;
  }
  if (!outline.has('type')) return handshakeOf(outline, direction) !== undefined;
  const type = MESSAGE_TYPES.get(outline.scalar('type'));
  return type !== undefined && checkMessage(outline, type).length === 0;
}

function endsRecord(payload: Payload): boolean {
  if (payload.isText) return payload.text.endsWith('\x1e');
  return payload.bytes.at(-1) === RECORD_SEPARATOR;
}

/** Whether the whole payload is hub messages in MessagePack, each as the protocol wants it. */
export function looksLikePackedHub(payload: Payload): boolean {
  if (payload.isText || encodingOf(payload.bytes, false) !== 'messagepack') return false;
  let rest = payload.bytes;
  for (let count = 0; rest.length > 0; count += 1) {
    const prefix = readLengthPrefix(rest);
    if (typeof prefix === 'string') return false;
    const end = prefix.size + prefix.length;
    if (prefix.length === 0 || end > rest.length) return false;
    if (count < LOOKED_AT && !isHubMessage(rest.subarray(0, end))) return false;
    rest = rest.subarray(end);
  }
  return true;
}

function isHubMessage(bytes: Uint8Array): boolean {
  const payload = Payload.ofBytes(bytes);
  const outline = HUB_NOTATION.outline(payload);
  const type = MESSAGE_TYPES.get(outline?.scalar('type'));
  if (!outline?.isClosed || !type || checkMessage(outline, type).length > 0) return false;
  return HUB_NOTATION.problems(payload).length === 0;
}
