import { readJsonPayload } from '../../bytes/json/reader.ts';
import type { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import { readPacket } from './packet.ts';

/** Bytes of a packet that are looked at. */
const SAMPLE = 64 * 1024;

/**
 * Whether a text is an event: its type, an array that begins with a name, and nothing behind it.
 * The other types are too short to go by.
 */
export function looksLikeEvent(payload: Payload): boolean {
  if (!payload.isText || !/^(?:2|5\d{1,4}-)[/\d[]/.test(payload.text.slice(0, 8))) return false;
  if (payload.byteLength > SAMPLE) return false;
  const packet = readPacket(payload);
  if (packet?.event === undefined) return false;
  return readJsonPayload(packet.content, LIMITS.decoderDepth).problems.length === 0;
}
