import { computed, signal } from '@preact/signals';
import { parseFilter } from '../insight/filter.ts';
import type { OverrideScope } from '../insight/overrides.ts';
import type { Scope } from './connections/scope.ts';
import { type TreeState, untouched } from './detail/tree.ts';
import type { Kind } from './kinds.ts';
import type { RowKey } from './records/row.ts';

export type DetailTab = 'decoded' | 'text' | 'headers' | 'connection';

/** What the person has chosen to look at. */
export class Choices {
  readonly filterText = signal('');
  /** What the text says to look for, or what is wrong with it; nothing when it is empty. */
  readonly filter = computed(() =>
    this.filterText.value.trim() === '' ? undefined : parseFilter(this.filterText.value),
  );
  /** Kinds shown; all of them when empty. */
  readonly kinds = signal<ReadonlySet<Kind>>(new Set());
  /** Messages as they were on the wire, in place of decoded records. */
  readonly isRaw = signal(false);
  readonly hidesHeartbeats = signal(false);
  /** Connections and channels the list is restricted to; none means all. */
  readonly scopes = signal<readonly Scope[]>([]);
  readonly selected = signal<RowKey | undefined>(undefined);
  /** Whether the list stays at its end as records arrive. */
  readonly isFollowing = signal(true);
  /** What of the layers is open, in whichever record has such fields. */
  readonly tree = signal<TreeState>(untouched);
  /** What the next choice of a protocol holds for. */
  readonly overrideScope = signal<OverrideScope>('address');
  readonly detailTab = signal<DetailTab>('decoded');

  /** Shows everything again; the selection stays. */
  clearFilters(): void {
    this.filterText.value = '';
    this.kinds.value = new Set();
    this.scopes.value = [];
    this.hidesHeartbeats.value = false;
  }

  toggleKind(kind: Kind, isAdded: boolean): void {
    const kinds = this.kinds.value;
    if (isAdded) this.kinds.value = toggled(kinds, kind);
    else this.kinds.value = kinds.has(kind) && kinds.size === 1 ? new Set() : new Set([kind]);
  }
}

/** The set with a member put in, or taken out where it was in. */
export function toggled<Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
