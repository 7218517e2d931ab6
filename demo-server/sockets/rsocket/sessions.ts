import { LIMITS } from '../../limits.ts';
import type { RSocketConnection } from './connection.ts';

/** Connections that can be resumed, by the token that their client chose. */
export class Sessions {
  private readonly byToken = new Map<string, RSocketConnection>();

  /** False where the token is taken, or there are too many sessions already. */
  add(token: Uint8Array, connection: RSocketConnection): boolean {
    const key = keyOf(token);
    if (this.byToken.has(key) || this.byToken.size >= LIMITS.rsocketSessions) return false;
    this.byToken.set(key, connection);
    return true;
  }

  find(token: Uint8Array): RSocketConnection | undefined {
    return this.byToken.get(keyOf(token));
  }

  remove(token: Uint8Array): void {
    this.byToken.delete(keyOf(token));
  }
}

function keyOf(token: Uint8Array): string {
  return Buffer.from(token).toString('hex');
}
