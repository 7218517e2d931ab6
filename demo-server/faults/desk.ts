import { randomFrom } from '../generators/random.ts';
import type { Switched, Whom } from './fault.ts';

/** A connection, as faults choose by it. */
export interface Victim {
  readonly id: string;
  readonly transport: string;
  /** Path of its URL, and its query. */
  readonly path: string;
}

/** A fault that is switched on. */
export interface Active {
  readonly id: number;
  readonly fault: Switched;
  /** How often it struck. */
  readonly struck: number;
}

interface Entry {
  readonly id: number;
  readonly fault: Switched;
  readonly until: number;
  struck: number;
}

/** The switches: which faults are on, and for whom. Chance follows a seed, so that runs are alike. */
export class FaultDesk {
  private readonly random = randomFrom(1);
  private entries: readonly Entry[] = [];
  private last = 0;

  /** What is on at `now`, in epoch milliseconds. */
  active(now: number): readonly Active[] {
    this.entries = this.entries.filter((entry) => !isOver(entry, now));
    return this.entries.map(({ id, fault, struck }) => ({ id, fault, struck }));
  }

  switchOn(fault: Switched, now: number): Active {
    this.last += 1;
    const until = fault.lasts === undefined ? Number.POSITIVE_INFINITY : now + fault.lasts;
    const entry = { id: this.last, fault, until, struck: 0 };
    this.entries = [...this.entries, entry];
    return { id: entry.id, fault, struck: 0 };
  }

  /** Says whether there was such a fault. */
  switchOff(id: number): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.id !== id);
    return this.entries.length < before;
  }

  switchAllOff(): void {
    this.entries = [];
  }

  get isIdle(): boolean {
    return this.entries.length === 0;
  }

  /** The fault of a kind that strikes a connection now, if one does; it is counted. */
  strike<Kind extends Switched['kind']>(
    kind: Kind,
    victim: Victim,
    now: number,
  ): Extract<Switched, { kind: Kind }> | undefined {
    for (const entry of this.entries) {
      if (entry.fault.kind !== kind || isOver(entry, now) || !isFor(entry.fault.for, victim))
        continue;
      if ('share' in entry.fault && this.random() >= entry.fault.share) continue;
      entry.struck += 1;
      return entry.fault as Extract<Switched, { kind: Kind }>;
    }
    return undefined;
  }
}

/** Whether a connection is among those meant. */
export function isFor({ connection, transport, path, url }: Whom, victim: Victim): boolean {
  if (connection !== undefined && connection !== victim.id) return false;
  if (transport !== undefined && transport !== victim.transport) return false;
  if (url !== undefined && !victim.path.includes(url)) return false;
  return path === undefined || victim.path.startsWith(path);
}

function isOver({ fault, until, struck }: Entry, now: number): boolean {
  return now >= until || (fault.times !== undefined && struck >= fault.times);
}
