import type { LedgerEnd, LedgerEntry } from '../../demo-server/ledger/entry.ts';
import { parseLines } from '../lines.ts';

/** An entry of the whole cluster's ledger, or its last line. */
export type Line = (LedgerEntry & { readonly server: string }) | LedgerEnd;

/** A word that a server handed to a client. */
export interface Delivery {
  readonly word: number;
  readonly server: string;
  readonly way: 'websocket' | 'sse' | 'long-polling' | 'catching up';
}

/** What the servers say of the page's words, as the cluster's ledger has it. */
export class ClusterLedger {
  /** Path of each connection: what stays open outlives the entry that says it. */
  private readonly paths = new Map<string, string>();

  constructor(private readonly url: string) {}

  async empty(): Promise<void> {
    await this.lines();
    const { status } = await fetch(`${this.url}/api/ledger`, { method: 'DELETE' });
    if (status !== 204) throw new Error(`The ledger could not be emptied: ${status}.`);
  }

  async lines(): Promise<Line[]> {
    const lines = parseLines<Line>(await (await fetch(`${this.url}/api/ledger`)).text());
    for (const line of lines)
      if (line.kind === 'open')
        this.paths.set(`${line.server} ${line.connection}`, pathOf(line.url));
    return lines;
  }

  /** Every delivery of a word, in the order of time. */
  async deliveries(): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const line of await this.lines()) {
      if (line.kind !== 'message' || line.direction !== 'received') continue;
      const way = wayOf(this.paths.get(`${line.server} ${line.connection}`) ?? '');
      if (way === undefined) continue;
      for (const word of wordsIn(line.text ?? ''))
        deliveries.push({ word, server: line.server, way });
    }
    return deliveries;
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** How a client of the page is reached; other requests of the page reach none of them. */
function wayOf(path: string): Delivery['way'] | undefined {
  if (path.startsWith('/ws?topic=cluster')) return 'websocket';
  if (path.startsWith('/api/events/cluster')) return 'sse';
  if (path.startsWith('/api/long-poll/cluster?')) return 'long-polling';
  const isCatchUp = path.startsWith('/api/poll/cluster?cursor=') && !path.endsWith('_=memory');
  return isCatchUp ? 'catching up' : undefined;
}

/** One message, or many in the answer to a poll. */
function wordsIn(text: string): number[] {
  return [...text.matchAll(/"text":"word (\d+)"/g)].map(([, number]) => Number(number));
}
