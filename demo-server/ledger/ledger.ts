import { LIMITS } from '../limits.ts';
import { LedgerConnection } from './connection.ts';
import type { LedgerEnd, LedgerEntry, LedgerTransport, Opened, Stamp } from './entry.ts';
import { Tally } from './tally.ts';
import { isWanted, type Which } from './which.ts';

/** Written out as JSON only when somebody reads it: most entries are never read. */
interface Line {
  readonly connection: LedgerConnection;
  readonly stamp: Stamp;
  readonly entry: Unstamped<LedgerEntry>;
  /** Characters that it takes, about. */
  readonly size: number;
}

interface Watcher {
  readonly which: Which;
  readonly hear: (line: string) => void;
}

/** What an entry takes besides its text. */
const ENTRY_SIZE = 200;

type Unstamped<Entry> = Entry extends unknown ? Omit<Entry, keyof Stamp> : never;

/**
 * The ground truth: what this server itself sent and received, in order. Bounded by
 * {@link LIMITS}; what made room is counted as lost.
 */
export class Ledger {
  /** What passed over each transport, whether or not it is still written down. */
  readonly tally = new Tally();
  private readonly watchers = new Set<Watcher>();
  private lines: Line[] = [];
  private size = 0;
  private lost = 0;
  private sequence = 0;
  private connections = 0;

  /** Starts a connection; its name, `k1`, `k2` …, is never used twice. */
  open(transport: LedgerTransport, facts: Omit<Opened, 'kind'>): LedgerConnection {
    this.connections += 1;
    this.tally.opened(transport);
    const connection = new LedgerConnection(`k${this.connections}`, transport, facts.url, this);
    this.append(connection, { kind: 'open', ...facts });
    return connection;
  }

  append(connection: LedgerConnection, entry: Unstamped<LedgerEntry>): void {
    this.sequence += 1;
    const stamp: Stamp = {
      sequence: this.sequence,
      time: performance.timeOrigin + performance.now(),
      connection: connection.id,
      transport: connection.transport,
    };
    const size = ENTRY_SIZE + sizeOf(entry);
    this.lines.push({ connection, stamp, entry, size });
    this.size += size;
    this.makeRoom();
    for (const { which, hear } of this.watchers)
      if (isWanted(which, connection)) hear(lineOf({ stamp, entry }));
  }

  /** Calls `hear` with each entry to come of those wanted, as JSON. Returns the way to stop. */
  watch(which: Which, hear: (line: string) => void): () => void {
    const watcher = { which, hear };
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  countLost(): void {
    this.lost += 1;
  }

  /** NDJSON of all entries, or of those wanted; the last line is a {@link LedgerEnd}. */
  toString(which: Which = {}): string {
    const chosen = this.lines.filter(({ connection }) => isWanted(which, connection));
    const end: LedgerEnd = { kind: 'end', entries: chosen.length, lost: this.lost };
    const lines = chosen.map(lineOf);
    return [...lines, JSON.stringify(end), ''].join('\n');
  }

  /** Forgets every entry. Connections still open go on writing. */
  clear(): void {
    this.lines = [];
    this.size = 0;
    this.lost = 0;
  }

  private makeRoom(): void {
    if (this.lines.length <= LIMITS.ledgerEntries && this.size <= LIMITS.ledgerSize) return;
    // A tenth at a time: cutting the array for every entry would cost a copy of it each.
    const removed = this.lines.splice(0, Math.ceil(this.lines.length / 10));
    this.size -= removed.reduce((sum, { size }) => sum + size, 0);
    this.lost += removed.length;
  }
}

function sizeOf(entry: Unstamped<LedgerEntry>): number {
  if (entry.kind !== 'message') return 0;
  return (entry.text?.length ?? 0) + (entry.base64?.length ?? 0);
}

function lineOf({ stamp, entry }: Pick<Line, 'stamp' | 'entry'>): string {
  return JSON.stringify({ ...stamp, ...entry });
}
