import { LIMITS } from '../../contract/limits.ts';
import type { Problem } from '../contract.ts';
import type { Layout } from './head-scanner.ts';

/** Why a frame did not end as frames do. */

export const MISSING_NUL: Problem = {
  kind: 'missing-nul',
  offset: 0,
  reason: 'The NUL that ends every frame is missing.',
};

export const TRUNCATED: Problem = {
  kind: 'truncated',
  offset: 0,
  reason: 'The connection ended inside this frame.',
};

export const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `The frame did not end within ${LIMITS.decoderPending} bytes.`,
};

export const NOT_A_FRAME: Problem = {
  kind: 'not-a-frame',
  offset: 0,
  reason: 'A frame begins with a command on a line of its own.',
};

export function wrongLength({ bodyStart, contentLength }: Layout): Problem {
  const reason = `No NUL stands ${contentLength} bytes on, where content-length says. The frame is taken to end at the NUL before the next command.`;
  return { kind: 'content-length', offset: bodyStart, reason };
}
