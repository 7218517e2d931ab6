import { type LoggedBody, textBody } from './body.ts';
import type { LogEntry } from './entry.ts';

/** What stands in text only where bytes were taken for text. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/**
 * The request body of an entry. The log has it as text only: what was no UTF-8 stands there as
 * Latin-1, one character a byte, and in a body made of Blobs as U+FFFD, its bytes lost.
 */
export function requestBody(entry: LogEntry): LoggedBody {
  const text = entry.requestBody ?? '';
  const body = textBody(text);
  const size = declaredSize(entry);
  if (size === body.size || text.length === body.size) return body;
  if (text.includes('\ufffd')) return garbled(size ?? body.size);
  const isBytes = size === text.length || (size === undefined && CONTROL.test(text));
  return isBytes && isLatin1(text) ? bytesBody(text) : body;
}

function garbled(size: number): LoggedBody {
  return {
    size,
    content: { kind: 'missing', reason: 'not text, which is all that the browser’s log keeps' },
  };
}

function bytesBody(text: string): LoggedBody {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return { size: bytes.length, content: { kind: 'binary', bytes } };
}

function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

function declaredSize(entry: LogEntry): number | undefined {
  const header = entry.heads().request.find(([name]) => name.toLowerCase() === 'content-length');
  return header && /^\d+$/.test(header[1]) ? Number(header[1]) : undefined;
}
