import type { StompFrame } from './frame.ts';

/** What a reader found: a frame, an end of line between frames, or why it cannot go on. */
export type Decoded =
  | { readonly kind: 'frame'; readonly frame: StompFrame }
  | { readonly kind: 'heart-beat' }
  | Malformed;

export interface Malformed {
  readonly kind: 'malformed';
  readonly reason: string;
}

export function malformed(reason: string): Malformed {
  return { kind: 'malformed', reason };
}
