import { decodeBase64 } from '../../bytes/base64.ts';
import type { Content } from '../../contract/capture.ts';
import { LIMITS } from '../../contract/limits.ts';

/** Asks the browser's log for the body of a finished request; waits while it is not finished. */
export type AskBody = () => Promise<
  { readonly content: string; readonly encoding: string } | undefined
>;

/** A body as a message carries it. */
export interface LoggedBody {
  readonly size: number;
  readonly content: Content;
  readonly truncated?: boolean;
}

/**
 * Reads a response body from the log.
 *
 * @param size what the log says of its length, in bytes: one that is too large is not asked for
 */
export async function readBody(ask: AskBody, size: number): Promise<LoggedBody> {
  if (size > LIMITS.payload) return missing(size, 'larger than the limit for one payload');
  try {
    const answer = await ask();
    if (!answer) return gone(size);
    if (answer.content === '' && size > 0) return missing(size, 'not kept by the browser’s log');
    if (answer.encoding === 'base64') {
      const bytes = decodeBase64(answer.content);
      if (!bytes) return missing(size, 'garbled in the browser’s log');
      return { size: bytes.length, content: { kind: 'binary', bytes } };
    }
    return textBody(answer.content);
  } catch {
    return gone(size);
  }
}

/** A text as a body, its size in UTF-8. */
export function textBody(text: string): LoggedBody {
  return { size: new TextEncoder().encode(text).length, content: { kind: 'text', text } };
}

/**
 * What follows in a body after its first `start` bytes. `size` says how long it was on the wire: a
 * text that was in another encoding than UTF-8 cannot be divided there.
 */
export function restOf(
  { size: known, content }: LoggedBody,
  start: number,
  size: number,
): LoggedBody {
  if (content.kind === 'missing') return { size: size - start, content };
  if (known !== size || content.kind === 'pending')
    return missing(size - start, 'kept by the browser’s log in another encoding');
  const bytes = content.kind === 'text' ? new TextEncoder().encode(content.text) : content.bytes;
  return { size: size - start, content: { kind: 'binary', bytes: bytes.subarray(start) } };
}

/** Of a body of no bytes nothing is lost. */
function gone(size: number): LoggedBody {
  return size === 0 ? textBody('') : missing(size, 'no longer in the browser’s log');
}

function missing(size: number, reason: string): LoggedBody {
  return { size, content: { kind: 'missing', reason } };
}
