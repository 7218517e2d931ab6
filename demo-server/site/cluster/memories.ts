import { signal } from '@preact/signals';
import { CLUSTER_TOPIC } from './clients/client.ts';
import { askServer } from './clients/ear.ts';
import { clusterState } from './cluster-state.ts';
import type { Company } from './company.ts';
import type { Word } from './words.ts';

/** Numbers of this page's words that each server remembers, by the server's id. */
interface Memories {
  /** When they were asked, epoch milliseconds: of later words they say nothing. */
  readonly time: number;
  readonly of: ReadonlyMap<string, ReadonlySet<number>>;
}

export const memories = signal<Memories>({ time: 0, of: new Map() });

/** How long a server may take to say it, in milliseconds: one that hangs must not hold up the others. */
const PATIENCE = 2_000;

/** In the ledger these requests are to be told from those of the clients. */
const MEMORY = `/api/poll/${CLUSTER_TOPIC}?cursor=0&_=memory`;

/** Asks every server that is up, past the balancer's turn, what it remembers. */
export async function askMemories(company: Company): Promise<void> {
  const state = clusterState.peek();
  if (typeof state !== 'object') return;
  const time = Date.now();
  const up = state.servers.filter((server) => server.state === 'up');
  const asked = up.map(async ({ id }) => {
    const memory = await askServer(id, MEMORY, AbortSignal.timeout(PATIENCE)).catch(
      () => undefined,
    );
    const numbers = memory?.messages.flatMap((message) => company.numberIn(message) ?? []);
    return numbers ? [[id, new Set(numbers)] as const] : [];
  });
  memories.value = { time, of: new Map((await Promise.all(asked)).flat()) };
}

/** Whether a server remembers a word; undefined where that is not known, or not yet. */
export function remembers(server: string, word: Word): boolean | undefined {
  const { time, of } = memories.value;
  return settledBy(time, word) ? of.get(server)?.has(word.number) : undefined;
}

/** What a server that is up has not, of all that was published. */
export function forgottenBy(server: string, words: readonly Word[]): readonly number[] {
  return words.filter((word) => remembers(server, word) === false).map(({ number }) => number);
}

/** A word may still be on its way to the other servers for a moment. */
const DELAY = 300;

function settledBy(time: number, word: Word): boolean {
  return word.outcome.kind === 'published' && word.time + DELAY < time;
}
