import type { FaultKind } from '../../faults/fault.ts';
import { REACH, type Way } from '../../faults/reach.ts';
import { words } from '../words/words.ts';
import { FAULT_GROUPS, type FaultGroup } from './fault-kinds.ts';

/** What most faults of a group can strike. */
export function GroupReach({ group }: { group: FaultGroup }) {
  return <p class="fine group-reach">{textOf(REACH[FAULT_GROUPS[group][0].kind])}</p>;
}

/** What one kind can strike, where it differs from its group, and what is to be said of it. */
export function OwnReach({ kind, group }: { kind: FaultKind; group: FaultGroup }) {
  const remarks: Readonly<Record<string, string>> = words.value.faults.remarks;
  const remark = remarks[kind] ?? '';
  const usual = textOf(REACH[FAULT_GROUPS[group][0].kind]);
  const own = textOf(REACH[kind]);
  if (own === usual && remark === '') return null;
  return <p class="fine reach">{`${own === usual ? '' : own} ${remark}`.trim()}</p>;
}

function textOf(ways: readonly Way[]): string {
  const said = words.value.faults;
  return said.strikes(ways.map((way) => said.ways[way]).join(', '));
}
