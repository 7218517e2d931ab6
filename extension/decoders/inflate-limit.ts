import { LIMITS } from '../contract/limits.ts';

/** Bytes that so many compressed bytes may become: a small message must not fill the memory. */
export function mostInflated(compressed: number): number {
  const { inflated, inflatedRatio, inflatedFreely } = LIMITS;
  return Math.min(inflated, Math.max(inflatedFreely, compressed * inflatedRatio));
}
