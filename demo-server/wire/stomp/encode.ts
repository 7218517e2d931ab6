import { escapeHeader } from './escape.ts';
import type { StompFrame, StompVersion } from './frame.ts';

/** One end of line: a heart-beat. */
export const HEART_BEAT = '\n';

/** Frames whose headers are never escaped, so that 1.0 clients can read them. */
export function isUnescaped(command: string): boolean {
  return command === 'CONNECT' || command === 'CONNECTED' || command === 'STOMP';
}

/**
 * The frame's bytes: command, headers, blank line, body, NUL. A `content-length` is added to
 * every frame with a body; only SEND, MESSAGE and ERROR may have one.
 */
export function encodeFrame(frame: StompFrame, version: StompVersion): Uint8Array {
  const escapes = isUnescaped(frame.command) ? '1.0' : version;
  const headers = frame.headers.filter(([name]) => name !== 'content-length');
  const lines = headers.map(([name, value]) => {
    return `${escapeHeader(name, escapes)}:${escapeHeader(value, escapes)}\n`;
  });
  if (frame.body.length > 0) lines.push(`content-length:${frame.body.length}\n`);
  const head = new TextEncoder().encode(`${frame.command}\n${lines.join('')}\n`);
  const bytes = new Uint8Array(head.length + frame.body.length + 1);
  bytes.set(head);
  bytes.set(frame.body, head.length);
  return bytes;
}

/** What to hand to `WebSocket.send`: text where the bytes are UTF-8, as clients expect it. */
export function asSocketMessage(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
