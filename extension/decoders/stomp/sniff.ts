import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { startsFrame } from './commands.ts';

/** Bytes that a command and its first header may take. */
const SAMPLE = 1024;

const encoder = new TextEncoder();

/**
 * Whether a payload begins with a known command and then a header or a blank line. The NUL that ends
 * a frame may be in a later message, and React Native cuts it off: without it, logs and chats begin
 * like that as well, so the header must be one of STOMP's own.
 */
export function looksLikeFrame(payload: Payload): boolean {
  if (!isLetter(payload.isText ? payload.text.charCodeAt(0) : payload.bytes[0])) return false;
  const head = payload.isText
    ? encoder.encode(payload.text.slice(0, SAMPLE))
    : payload.bytes.subarray(0, SAMPLE);
  if (!startsFrame(head)) return false;
  return hasNul(payload) || beginsAsStomp(decodeUtf8(head));
}

/** Headers of the specification, and those of its well-known brokers. */
const HEADERS =
  /^[A-Z]+\r?\n(?:accept-version|host|login|passcode|heart-beat|version|session|server|destination|id|ack|transaction|receipt|receipt-id|message-id|subscription|content-type|content-length|message|selector|durable|auto-delete|exclusive|persistent|prefetch-count|reply-to|correlation-id|expires|priority|redelivered|timestamp|client-id|activemq\.[\w.]+|x-[\w-]+):/;
/** A frame without headers and body, and without its NUL. */
const BARE = /^[A-Z]+(?:\r?\n){2,}$/;

function beginsAsStomp(head: string): boolean {
  return HEADERS.test(head) || BARE.test(head);
}

function hasNul(payload: Payload): boolean {
  return payload.isText ? payload.text.includes('\0') : payload.bytes.includes(0);
}

/** All commands begin with a capital letter from A to U. */
function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x55;
}
