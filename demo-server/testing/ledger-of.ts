import type { LedgerEnd, LedgerEntry, Message, Stamp } from '../ledger/entry.ts';
import type { DemoServer } from '../server.ts';

/** The ledger's entries, of one connection if it is named. */
export async function ledgerOf(server: DemoServer, connection?: string): Promise<LedgerEntry[]> {
  const query = connection ? `?connection=${connection}` : '';
  const response = await fetch(`${server.url}/api/ledger${query}`);
  const lines = (await response.text()).trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as LedgerEntry | LedgerEnd)
    .filter((line) => line.kind !== 'end');
}

/** The messages alone. */
export async function ledgerMessages(
  server: DemoServer,
  connection?: string,
): Promise<(Stamp & Message)[]> {
  const entries = await ledgerOf(server, connection);
  return entries.filter((entry) => entry.kind === 'message');
}

/** The name under which the ledger knows an answered request. */
export function connectionOf(response: Response): string {
  return response.headers.get('x-connection-id') ?? '';
}
