import type { Ledger } from '../ledger/ledger.ts';
import { LIMITS } from '../limits.ts';

/** What stays open and goes both ways, whatever carries it. */
const SOCKETS = ['websocket', 'sockjs', 'socket.io'] as const;

/** Whether as many sockets and sessions are open as this process takes. */
export function isFull({ tally }: Pick<Ledger, 'tally'>, limit: number = LIMITS.sockets): boolean {
  const open = SOCKETS.map((transport) => tally.all.get(transport)?.open ?? 0);
  return open.reduce((sum, count) => sum + count, 0) >= limit;
}
