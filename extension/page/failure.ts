import { uncurryGetter } from './natives.ts';
import { peekValue } from './peek.ts';

const isAborted = uncurryGetter<boolean>(AbortSignal.prototype, 'aborted');
const exceptionName = uncurryGetter<string>(DOMException.prototype, 'name');
const exceptionMessage = uncurryGetter<string>(DOMException.prototype, 'message');

/** Whether it is an AbortSignal that has gone off. */
export function hasAborted(signal: unknown): boolean {
  return signal !== undefined && signal !== null && ask(() => isAborted(signal)) === true;
}

/** How a request ended that was rejected with `reason`, and what the browser said about it. */
export function endOf(
  reason: unknown,
  signal: unknown,
): { readonly state: 'aborted' | 'failed'; readonly error?: string } {
  const name = ask(() => exceptionName(reason));
  if (hasAborted(signal) || name === 'AbortError') return { state: 'aborted' };
  const message = ask(() => exceptionMessage(reason)) ?? peekValue(reason, 'message');
  return typeof message === 'string' ? { state: 'failed', error: message } : { state: 'failed' };
}

function ask<Answer>(question: () => Answer): Answer | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
