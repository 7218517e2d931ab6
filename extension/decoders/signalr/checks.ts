import type { JsonKind } from '../../bytes/json/member-scan.ts';
import type { Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import type { Outline } from '../outline.ts';
import type { MessageType } from './message-types.ts';

/** What members have to be, where they are there. */
const KINDS: readonly (readonly [name: string, kind: JsonKind])[] = [
  ['target', 'string'],
  ['arguments', 'array'],
  ['invocationId', 'string'],
  ['streamIds', 'array'],
  ['headers', 'object'],
  ['sequenceId', 'number'],
];

/** What the hub protocol finds wrong with one message by itself. */
export function checkMessage(outline: Outline, type: MessageType): readonly Problem[] {
  const { name, required, optional } = type;
  const missing = required.filter((member) => !outline.has(member));
  const known = ['type', ...required, ...optional];
  const unknown = outline.members.filter((member) => !known.includes(member.name));
  const bad = KINDS.filter(([member, kind]) =>
    isOther(outline, member, kind, required.includes(member)),
  );
  return [
    ...missing.map((member) =>
      problemAt(outline, member, 'missing-field', `${name} has to have the field ${member}.`),
    ),
    ...unknown.map((member) =>
      problemAt(outline, member.name, 'unrecognized-field', `${name} has no such field.`),
    ),
    ...bad.map(([member, kind]) =>
      problemAt(outline, member, 'bad-field', `The field ${member} has to be of type ${kind}.`),
    ),
    ...NAMES.filter((member) => outline.text(member) === '').map((member) =>
      problemAt(outline, member, 'bad-field', `The field ${member} may not be empty.`),
    ),
    ...checkCompletion(outline),
  ];
}

/** Receivers refuse them without a character. */
const NAMES: readonly string[] = ['target', 'invocationId'];

/** Serializers write `null` for a field that is absent, where it may be. */
function isOther(outline: Outline, name: string, kind: JsonKind, isRequired: boolean): boolean {
  const member = outline.member(name);
  if (member === undefined || member.kind === kind) return false;
  return isRequired || outline.scalar(name) !== null;
}

function checkCompletion(outline: Outline): readonly Problem[] {
  if (!outline.has('result', 'error')) return [];
  const reason = 'A Completion carries a result or an error, not both.';
  return [problemAt(outline, 'error', 'result-and-error', reason)];
}
