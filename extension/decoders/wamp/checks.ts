import type { Direction, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import type { Outline } from '../outline.ts';
import type { MessageType } from './message-types.ts';

/** What the specification finds wrong with one message by itself. */
export function checkMessage(
  outline: Outline,
  type: MessageType,
  direction: Direction,
): readonly Problem[] {
  const { name, elements, hasArguments, hasRevocation } = type;
  const given = outline.members.length - 1;
  const most = elements.length + (hasArguments ? 2 : 0) + (hasRevocation ? 1 : 0);
  const isWrongWay = type.direction !== undefined && type.direction !== direction;
  const side = type.direction === 'sent' ? 'client' : 'router';
  const count = (reason: string) => [problemAt(outline, '', 'bad-length', reason)];
  return [
    ...(isWrongWay
      ? [problemAt(outline, '0', 'wrong-direction', `Only the ${side} sends ${name}.`)]
      : []),
    ...(given < elements.length ? count(`${name} has at least ${elements.length} elements.`) : []),
    ...(given > most ? count(`${name} has at most ${most} elements.`) : []),
    ...elements.flatMap((element, index) => checkElement(outline, element, index + 1)),
    ...(hasArguments ? checkArguments(outline, elements.length + 1) : []),
    ...(hasRevocation ? checkElement(outline, REVOCATION, elements.length + 1) : []),
  ];
}

/** Advanced profile, "Subscription Revocation" and "Registration Revocation". */
const REVOCATION = { name: 'details', kind: 'object' } as const;

function checkElement(
  outline: Outline,
  { name, kind }: MessageType['elements'][number],
  index: number,
): readonly Problem[] {
  const member = outline.members[index];
  if (!member || member.kind === kind) return [];
  const reason = `The element ${name} has to be of type ${kind}.`;
  return [problemAt(outline, String(index), 'bad-element', reason)];
}

/** A string or bytes in their place is a payload that is passed through, encrypted for example. */
function checkArguments(outline: Outline, at: number): readonly Problem[] {
  const [args, keywords] = outline.members.slice(at, at + 2);
  const isOpaque = args?.kind === 'string' || args?.kind === 'bytes';
  const isPassedThrough = isOpaque && keywords === undefined;
  const isBad = args !== undefined && args.kind !== 'array' && !isPassedThrough;
  const isKeywordsBad = keywords !== undefined && keywords.kind !== 'object';
  const reason = 'Arguments are an array, then keyword arguments are an object.';
  return [
    ...(isBad ? [problemAt(outline, String(at), 'bad-arguments', reason)] : []),
    ...(isKeywordsBad ? [problemAt(outline, String(at + 1), 'bad-arguments', reason)] : []),
  ];
}
