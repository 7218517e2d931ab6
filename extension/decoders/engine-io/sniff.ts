import { readJson } from '../../bytes/json/reader.ts';
import type { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';

/** Bytes of a handshake that are looked at. */
const SAMPLE = 4096;

/** Whether a payload is the packet that opens a session, alone or in a body of revision 3. */
export function looksLikeOpen(payload: Payload): boolean {
  const start = payload.isText
    ? payload.text.slice(0, 16)
    : String.fromCharCode(...payload.bytes.subarray(0, 16));
  const lead = /^(?:\d{1,5}:)?0(?=\{")/.exec(start)?.[0];
  if (lead === undefined || payload.byteLength > SAMPLE) return false;
  const { root } = readJson(payload.bytes.subarray(lead.length), LIMITS.decoderDepth);
  const names = new Set(root?.children?.map(({ name }) => name));
  return root?.note === 'object' && NAMES.every((name) => names.has(name));
}

/** Whether the body that opens a session is one of revision 3. */
export function hasLength(payload: Payload): boolean {
  return /^\d{1,5}:0\{/.test(payload.text.slice(0, 16));
}

const NAMES = ['sid', 'pingInterval', 'pingTimeout'];
