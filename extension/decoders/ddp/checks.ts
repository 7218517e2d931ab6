import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Direction, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import { MESSAGE_TYPES } from './message-types.ts';

/** What the specification finds wrong with one message by itself. */
export function checkMessage(
  outline: JsonOutline,
  msg: string,
  direction: Direction,
): readonly Problem[] {
  const type = MESSAGE_TYPES.get(msg);
  if (!type) return [problemAt(outline, 'msg', 'unknown-type', 'DDP has no message of this name.')];
  const isWrongWay = type.direction !== undefined && type.direction !== direction;
  const side = type.direction === 'sent' ? 'client' : 'server';
  return [
    ...(isWrongWay
      ? [problemAt(outline, 'msg', 'wrong-direction', `Only the ${side} sends ${msg}.`)]
      : []),
    ...missingFields(outline, msg),
    ...missingPlace(outline, msg),
  ];
}

/** Where in an ordered collection: before a document, or null for its end. */
function missingPlace(outline: JsonOutline, msg: string): readonly Problem[] {
  const isOrdered = msg === 'addedBefore' || msg === 'movedBefore';
  const { kind } = outline.member('before') ?? {};
  if (!isOrdered || kind === 'string' || outline.scalar('before') === null) return [];
  const reason = `${msg} has to have the field before, a string or null.`;
  return [problemAt(outline, 'before', 'missing-field', reason)];
}

/** Required fields that are not there, or are something else. */
export function missingFields(outline: JsonOutline, msg: string): readonly Problem[] {
  const required = Object.entries(MESSAGE_TYPES.get(msg)?.required ?? {});
  return required
    .filter(([name, kind]) => outline.member(name)?.kind !== kind)
    .map(([name, kind]) => {
      const reason = `${msg} has to have the field ${name}, of type ${kind}.`;
      return problemAt(outline, name, 'missing-field', reason);
    });
}
