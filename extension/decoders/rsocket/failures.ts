import { LIMITS } from '../../contract/limits.ts';
import type { Problem } from '../contract.ts';

/** Why bytes are not a frame, or fragments not a whole. */

export const NOT_A_FRAME: Problem = {
  kind: 'not-a-frame',
  offset: 0,
  reason: 'No frame begins with this stream, type and flags.',
};

export const NOT_BINARY: Problem = {
  kind: 'not-binary',
  offset: 0,
  reason: 'RSocket is carried by binary messages only.',
};

export const UNFINISHED: Problem = {
  kind: 'truncated',
  offset: 0,
  reason: 'The connection ended before the last fragment came.',
};

export const INTERRUPTED: Problem = {
  kind: 'interrupted',
  offset: 0,
  reason: 'The stream was given up before the last fragment came.',
};

export const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `The fragments are more than the ${LIMITS.decoderPending} bytes that are kept of them.`,
};
