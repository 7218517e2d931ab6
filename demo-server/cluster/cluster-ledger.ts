import type { Member } from './member.ts';

/** The ledgers of all servers as one: each entry says whose it is, in the order of time. */
export async function clusterLedger(members: readonly Member[], query: string): Promise<string> {
  const ledgers = await Promise.all(members.map((member) => ledgerOf(member, query)));
  const entries = ledgers.flatMap(({ entries }) => entries).sort((a, b) => a.time - b.time);
  const lost = ledgers.reduce((sum, ledger) => sum + ledger.lost, 0);
  const end = { kind: 'end', entries: entries.length, lost };
  return [...entries, end].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Empties the ledger of every server. */
export async function clearLedgers(members: readonly Member[]): Promise<void> {
  await Promise.all(members.map(({ target }) => target && ask(target.port, '', 'DELETE')));
}

interface Entry {
  readonly time: number;
  readonly kind: string;
}

/** A server that is down has taken its ledger with it. */
async function ledgerOf(
  { id, target }: Member,
  query: string,
): Promise<{ readonly entries: readonly Entry[]; readonly lost: number }> {
  const text = target ? await ask(target.port, query, 'GET') : '';
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  const all = lines.map((line) => JSON.parse(line) as Entry & { readonly lost?: number });
  const entries = all
    .filter(({ kind }) => kind !== 'end')
    .map((entry) => ({ ...entry, server: id }));
  return { entries, lost: all.at(-1)?.lost ?? 0 };
}

async function ask(port: number, query: string, method: 'GET' | 'DELETE'): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/api/ledger${query}`, { method })).text();
}
