import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { EventFacts, Problem } from '../contract.ts';
import type { Completion } from './completion.ts';
import type { StreamEvent } from './event.ts';

/** An event that is named has to be of the type that its data says: clients go by the one or the other. */
export function checkType(event: JsonOutline, facts: EventFacts | undefined): readonly Problem[] {
  const type = event.text('type');
  const isNamed = facts !== undefined && facts.type !== 'message';
  if (!isNamed || type === undefined || facts.type === type) return NONE;
  const offset = event.member('type')?.valueRange[0] ?? 0;
  const reason = `The event is of type ${facts.type.slice(0, 60)}, its data of type ${type.slice(0, 60)}.`;
  return [{ kind: 'type-differs', offset, reason }];
}

/** Whether the event is what its answer goes on with; to be asked before it is added. */
export function checkPlace(event: StreamEvent, completion: Completion): readonly Problem[] {
  const order = checkOrder(event, completion);
  const whole = checkWhole(event, completion);
  if (!order) return whole ? [whole] : NONE;
  return whole ? [order, whole] : [order];
}

/** Events that are numbered come one after the other. */
function checkOrder({ sequence }: StreamEvent, completion: Completion): Problem | undefined {
  const last = completion.sequence;
  if (sequence === undefined || last === undefined || sequence === last + 1) return undefined;
  const reason = `sequence_number ${sequence} comes after ${last}: events are missing or out of order.`;
  return { kind: 'sequence-gap', offset: 0, reason };
}

/** A part that is said again as a whole has to be what its pieces add up to. */
function checkWhole({ whole }: StreamEvent, completion: Completion): Problem | undefined {
  if (!whole || !completion.isWhole || completion.isFull) return undefined;
  const gathered = completion.answerAt(completion.now).parts.get(whole.part.key)?.text ?? '';
  if (gathered === whole.text) return undefined;
  const reason = `The pieces before add up to ${gathered.length} characters, which are not these ${whole.text.length}.`;
  return { kind: 'pieces-differ', offset: 0, reason };
}

const NONE: readonly Problem[] = [];
