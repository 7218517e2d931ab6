import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { EventFacts, Problem } from '../contract.ts';
import type { Completion } from './completion.ts';
import type { StreamEvent } from './event.ts';

/** An event that is named has to be of the type that its data says: clients go by the one or the other. */
export function checkType(event: JsonOutline, facts: EventFacts | undefined): readonly Problem[] {
  const type = event.text('type');
  const isNamed = facts !== undefined && facts.type !== 'message';
  if (!isNamed || type === undefined || facts.type === type) return [];
  const offset = event.member('type')?.valueRange[0] ?? 0;
  const reason = `The event is of type ${facts.type.slice(0, 60)}, its data of type ${type.slice(0, 60)}.`;
  return [{ kind: 'type-differs', offset, reason }];
}

/** Events that are numbered come one after the other. */
export function checkOrder({ sequence }: StreamEvent, completion: Completion): readonly Problem[] {
  const last = completion.sequence;
  if (sequence === undefined) return [];
  completion.sequence = sequence;
  if (last === undefined || sequence === last + 1) return [];
  const reason = `sequence_number ${sequence} comes after ${last}: events are missing or out of order.`;
  return [{ kind: 'sequence-gap', offset: 0, reason }];
}

/** A part that is said again as a whole has to be what its pieces add up to. */
export function checkWhole({ whole }: StreamEvent, completion: Completion): readonly Problem[] {
  if (!whole || !completion.isWhole || completion.isFull) return [];
  const gathered = completion.answerAt(completion.now).parts.get(whole.part.key)?.text ?? '';
  if (gathered === whole.text) return [];
  const reason = `The pieces before add up to ${gathered.length} characters, which are not these ${whole.text.length}.`;
  return [{ kind: 'pieces-differ', offset: 0, reason }];
}
