import type { Identity } from './tokens.ts';

/** Timers cannot wait longer; a token that lasts longer is good for the connection's life. */
const LONGEST = 2 ** 31 - 1;

/** Aborted when the token expires. `forget` lets go of the timer. */
export function expiryOf({ expires }: Identity): { readonly expired: AbortSignal; forget(): void } {
  const expiry = new AbortController();
  const left = expires * 1000 - Date.now();
  const timer = left < LONGEST ? setTimeout(() => expiry.abort(), left) : undefined;
  return { expired: expiry.signal, forget: () => clearTimeout(timer) };
}
