import type { Payload } from '../../bytes/payload.ts';
import { startsFrame } from './commands.ts';

/** Bytes that a command and its first header may take. */
const SAMPLE = 1024;

const encoder = new TextEncoder();

/** Whether a payload begins with a known command and then a header or a blank line. */
export function looksLikeFrame(payload: Payload): boolean {
  if (!payload.isText) return isLetter(payload.bytes[0]) && startsFrame(payload.bytes);
  if (!isLetter(payload.text.charCodeAt(0))) return false;
  return startsFrame(encoder.encode(payload.text.slice(0, SAMPLE)));
}

/** All commands begin with a capital letter from A to U. */
function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x55;
}
