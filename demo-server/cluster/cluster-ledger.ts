import type { LedgerEnd } from '../ledger/entry.ts';
import { Refusal } from '../refusal.ts';
import { LedgerSource } from './ledger-source.ts';
import type { Member } from './member.ts';

/** How long a server may say nothing while its ledger is read or emptied, in milliseconds. */
const PATIENCE = 5_000;

/** Characters handed on at once. */
const PORTION = 64 * 1024;

/** What is to be known of a server for that. */
type Writer = Pick<Member, 'id' | 'target' | 'endedAt' | 'forgetEnd'>;

type Missing = NonNullable<LedgerEnd['missing']>;

/**
 * The ledgers of all servers as one, in pieces of whole lines, in the order of time: each entry says whose it is.
 * The last line says of which servers something is missing.
 * @throws {Refusal} before the first line where the servers refuse the query, with what they say
 */
export async function clusterLedger(
  members: readonly Writer[],
  query: string,
  patience: number = PATIENCE,
): Promise<AsyncGenerator<string>> {
  const up = members.flatMap(({ target }) => target ?? []);
  const sources = up.map((target) => new LedgerSource(target, query, patience));
  await Promise.all(sources.map((source) => source.open()));
  return merged(sources, members.flatMap(goneOf));
}

async function* merged(sources: readonly LedgerSource[], gone: Missing): AsyncGenerator<string> {
  let entries = 0;
  let portion = '';
  try {
    for (;;) {
      for (const source of sources) if (source.isHungry) await source.read();
      const line = earliest(sources)?.take();
      if (line === undefined) break;
      entries += 1;
      portion += line;
      if (portion.length < PORTION) continue;
      yield portion;
      portion = '';
    }
  } finally {
    for (const source of sources) source.leave();
  }
  const lost = sources.reduce((sum, source) => sum + source.lost, 0);
  const missing = [...gone, ...sources.flatMap(failureOf)];
  const end: LedgerEnd = { kind: 'end', entries, lost, ...(missing.length > 0 && { missing }) };
  yield `${portion}${JSON.stringify(end)}\n`;
}

/** The one whose entry comes next; undefined where there are no more. */
function earliest(sources: readonly LedgerSource[]): LedgerSource | undefined {
  let first: LedgerSource | undefined;
  for (const source of sources) if (source.time < (first?.time ?? Infinity)) first = source;
  return first;
}

function failureOf({ id, failure }: LedgerSource): Missing {
  return failure === undefined ? [] : [{ server: id, reason: failure }];
}

/** A server that ended has taken what it had written with it, also when it is up again. */
function goneOf({ id, endedAt }: Writer): Missing {
  if (endedAt === undefined) return [];
  const time = new Date(endedAt).toISOString();
  return [{ server: id, reason: `It ended at ${time} and took its ledger with it.` }];
}

/**
 * Empties the ledger of every server.
 * @throws {Refusal} 504 with the servers that did not
 */
export async function clearLedgers(
  members: readonly Writer[],
  patience: number = PATIENCE,
): Promise<void> {
  const cleared = await Promise.all(
    members.map(async (member) => ((await clear(member, patience)) ? [] : [member.id])),
  );
  const hanging = cleared.flat();
  if (hanging.length === 0) return;
  const error = `The ledger of ${hanging.join(', ')} could not be emptied within ${patience / 1000} s.`;
  throw new Refusal(504, error, 'Look whether the server hangs; the others are empty now.');
}

async function clear(member: Writer, patience: number): Promise<boolean> {
  member.forgetEnd();
  if (!member.target) return true;
  const about = { method: 'DELETE', signal: AbortSignal.timeout(patience) };
  const url = `http://127.0.0.1:${member.target.port}/api/ledger`;
  return fetch(url, about).then(
    ({ ok }) => ok,
    () => false,
  );
}
