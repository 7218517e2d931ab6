import type { IncomingMessage } from 'node:http';
import { befall, type Fallen } from '../faults/befall-requests.ts';
import type { RequestFault } from '../faults/fault.ts';
import type { Laboratory } from '../laboratory.ts';
import type { LedgerTransport } from '../ledger/entry.ts';

/**
 * Lets faults of requests strike those that carry a session of a library. One that is struck is in the
 * ledger as a connection by itself, for the session knows nothing of it.
 */
export async function befallSessionRequest(
  { url = '', method = 'GET', headers }: IncomingMessage,
  transport: LedgerTransport,
  laboratory: Laboratory,
): Promise<Fallen | undefined> {
  const struck: [kind: RequestFault['kind'], text: string][] = [];
  const victim = { id: '', transport, path: url };
  const refusal = await befall(laboratory, victim, (...blow) => struck.push(blow));
  if (struck.length === 0) return undefined;
  const address = `http://${headers.host ?? 'localhost'}${url}`;
  const connection = laboratory.ledger.open(transport, { url: address, method });
  for (const blow of struck) connection.fault(...blow);
  connection.close(refusal && !refusal.hangsUp ? { status: refusal.statusCode } : {});
  return refusal;
}
