import { compareRecords, type JournalRecord } from './record.ts';

/** How many changes are remembered for those who look again only later. */
const REMEMBERED = 256;

/**
 * Records ordered by time, for reading. Who filters or draws them remembers `revision`, asks later from which
 * place on anything changed since, and looks at nothing before it. Places count from the first
 * record there ever was: `all[i]` has the place `dropped + i`.
 */
export interface RecordList {
  readonly all: readonly JournalRecord[];
  /** Records that left at the front because their messages were dropped. */
  readonly dropped: number;
  /** Another number whenever `all` changed, or what its records show. */
  readonly revision: number;
  /** The lowest place where anything is other than it was at this revision. */
  changedSince(revision: number): number;
}

/** The list itself, as the derivation keeps it. */
export class GrowingRecordList implements RecordList {
  #all: JournalRecord[] = [];
  /** Time of each connection's first record, so that nobody has to look for it from the front. */
  readonly #begins = new Map<string, number>();
  #dropped = 0;
  #revision = 0;
  /** For each remembered revision, the lowest place that it changed. */
  #changes: number[] = [];

  get all(): readonly JournalRecord[] {
    return this.#all;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get revision(): number {
    return this.#revision;
  }

  changedSince(revision: number): number {
    const count = this.#revision - revision;
    if (count > this.#changes.length) return 0;
    let lowest = this.#dropped + this.#all.length;
    for (const place of this.#changes.slice(this.#changes.length - count)) {
      lowest = Math.min(lowest, place);
    }
    return lowest;
  }

  /** Puts records where they belong; cheap for those that come at the end. */
  add(records: JournalRecord[]): void {
    records.sort(compareRecords);
    const [first] = records;
    if (first === undefined) return;
    for (const record of records) this.#noteBegin(record);
    const index = this.#indexOf(first);
    if (index < this.#all.length) records = merge(this.#all.splice(index), records);
    for (const record of records) this.#all.push(record);
    this.#changedFrom(index);
  }

  /** Takes out the records of some connections. */
  remove(connections: ReadonlySet<string>): void {
    const index = this.#firstOf(connections);
    for (const connection of connections) this.#begins.delete(connection);
    if (index === -1) return;
    const kept = this.#all.splice(index).filter((record) => !connections.has(record.connection));
    for (const record of kept) this.#all.push(record);
    this.#changedFrom(index);
  }

  /** Something that the records of these connections show has changed. */
  touch(connections: ReadonlySet<string>): void {
    const index = this.#firstOf(connections);
    if (index !== -1) this.#changedFrom(index);
  }

  /** Lets the records at the front go whose messages were all dropped. */
  dropBefore(firstMessage: number): void {
    let count = 0;
    while (isGone(this.#all[count], firstMessage)) count += 1;
    if (count === 0) return;
    this.#all.splice(0, count);
    this.#dropped += count;
    this.#changedFrom(this.#dropped + this.#all.length);
  }

  clear(): void {
    this.#dropped += this.#all.length;
    this.#all = [];
    this.#begins.clear();
    this.#changedFrom(this.#dropped);
  }

  #indexOf(record: JournalRecord): number {
    const last = this.#all.at(-1);
    if (last === undefined || compareRecords(last, record) <= 0) return this.#all.length;
    return this.#countWhile((other) => compareRecords(other, record) <= 0);
  }

  #noteBegin({ connection, time }: JournalRecord): void {
    const known = this.#begins.get(connection);
    if (known === undefined || time < known) this.#begins.set(connection, time);
  }

  /** Index of the first record of any of these connections, or −1. */
  #firstOf(connections: ReadonlySet<string>): number {
    let begin = Number.POSITIVE_INFINITY;
    for (const connection of connections) {
      begin = Math.min(begin, this.#begins.get(connection) ?? begin);
    }
    let index = this.#countWhile(({ time }) => time < begin);
    for (let record = this.#all[index]; record; record = this.#all[index]) {
      if (connections.has(record.connection)) return index;
      index += 1;
    }
    return -1;
  }

  /** How many records at the front something holds for; it holds for none behind them. */
  #countWhile(holds: (record: JournalRecord) => boolean): number {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = this.#all[middle];
      if (record !== undefined && holds(record)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #changedFrom(index: number): void {
    this.#revision += 1;
    this.#changes.push(this.#dropped + index);
    if (this.#changes.length > REMEMBERED) this.#changes = this.#changes.slice(-REMEMBERED / 2);
  }
}

function isGone(record: JournalRecord | undefined, firstMessage: number): boolean {
  return record?.sources.every(({ message }) => message < firstMessage) ?? false;
}

function merge(a: readonly JournalRecord[], b: readonly JournalRecord[]): JournalRecord[] {
  const merged: JournalRecord[] = [];
  let next = 0;
  for (const record of a) {
    for (let other = b[next]; other && compareRecords(other, record) < 0; other = b[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(record);
  }
  return merged.concat(b.slice(next));
}
