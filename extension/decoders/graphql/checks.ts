import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Direction, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import { type Dialect, dialectBy, messageType, type Role, SUBPROTOCOLS } from './messages.ts';

/** What the specification of the dialect finds wrong with one message by itself. */
export function checkMessage(
  outline: JsonOutline,
  type: string,
  direction: Direction,
  dialect: Dialect | undefined,
  subprotocol: string | undefined,
): readonly Problem[] {
  const spoken = dialect ?? 'transport';
  const known = messageType(type, spoken);
  if (!known) {
    const reason = `GraphQL over WebSocket has no message of this type; the server may close (4400).`;
    return [problemAt(outline, 'type', 'unknown-type', reason)];
  }
  const sender = direction === 'sent' ? 'client' : 'server';
  const isWrongWay = known.side !== 'both' && known.side !== sender;
  return [
    ...checkDialect(outline, type, dialect, subprotocol),
    ...(isWrongWay
      ? [problemAt(outline, 'type', 'wrong-direction', `Only the ${known.side} sends ${type}.`)]
      : []),
    ...checkId(outline, type, known.role),
    ...checkPayload(outline, type, known.role, dialect),
  ];
}

function checkDialect(
  outline: JsonOutline,
  type: string,
  dialect: Dialect | undefined,
  subprotocol: string | undefined,
): readonly Problem[] {
  const only = dialectBy(type);
  if (only === undefined || dialect === undefined || only === dialect) return [];
  const spoken = subprotocol
    ? `the subprotocol ${subprotocol}`
    : `the dialect spoken here (${SUBPROTOCOLS[dialect]})`;
  const reason = `${type} belongs to ${SUBPROTOCOLS[only]}, not to ${spoken}.`;
  return [problemAt(outline, 'type', 'wrong-dialect', reason)];
}

const NEED_ID: readonly Role[] = ['start', 'started', 'result', 'error', 'end'];

function checkId(outline: JsonOutline, type: string, role: Role): readonly Problem[] {
  if (!NEED_ID.includes(role)) return [];
  if (!outline.has('id'))
    return [problemAt(outline, 'id', 'missing-id', `${type} has to have an id.`)];
  if (outline.text('id')) return [];
  return [problemAt(outline, 'id', 'bad-id', 'An id has to be a string that is not empty.')];
}

function checkPayload(
  outline: JsonOutline,
  type: string,
  role: Role,
  dialect: Dialect | undefined,
): readonly Problem[] {
  const wanted = wantedPayload(role, dialect);
  const payload = outline.member('payload');
  const isNone = payload === undefined || outline.scalar('payload') === null;
  if (wanted === undefined || (isNone && !wanted.isNeeded)) return [];
  if (isNone) {
    const reason = `${type} has to have a payload.`;
    return [problemAt(outline, 'payload', 'missing-payload', reason)];
  }
  if (wanted.kind !== undefined && payload.kind !== wanted.kind) {
    const reason = `The payload of ${type} has to be an ${wanted.kind}.`;
    return [problemAt(outline, 'payload', 'bad-payload', reason)];
  }
  if (role === 'error' && payload.kind === 'array' && !areErrors(outline.inside('payload'))) {
    const reason = `The payload of ${type} has to be one or more errors, each with its message.`;
    return [problemAt(outline, 'payload', 'bad-payload', reason)];
  }
  const isRequest = role === 'start' && dialect === 'transport';
  return isRequest ? checkRequest(outline, outline.inside('payload')) : [];
}

/** What a request may have beside its query (PROTOCOL.md, "Subscribe"). */
const OPTIONAL = [
  ['operationName', 'string'],
  ['variables', 'object'],
  ['extensions', 'object'],
] as const;

function checkRequest(outline: JsonOutline, request: JsonOutline | undefined): readonly Problem[] {
  if (request?.text('query') === undefined) {
    const reason = 'The payload has to have the operation as a string named query.';
    return [problemAt(outline, 'payload', 'missing-query', reason)];
  }
  return OPTIONAL.flatMap(([name, kind]) => {
    const isNone = !request.has(name) || request.scalar(name) === null;
    if (isNone || request.member(name)?.kind === kind) return [];
    const reason = `${name} has to be ${kind === 'object' ? 'an object' : 'a string'}.`;
    return [problemAt(request, name, 'bad-payload', reason)];
  });
}

/** Errors of a list that are looked at. */
const MOST_ERRORS = 20;

/** Errors as GraphQL has them: objects with a message (GraphQL §7.1.2). */
function areErrors(list: JsonOutline | undefined): boolean {
  const places = list?.members.slice(0, MOST_ERRORS) ?? [];
  return (
    places.length > 0 &&
    places.every(({ name }) => list?.inside(name)?.text('message') !== undefined)
  );
}

/** What the payload has to be; errors are an array in one dialect, one object in the other. */
function wantedPayload(
  role: Role,
  dialect: Dialect | undefined,
): { readonly isNeeded: boolean; readonly kind?: 'object' | 'array' } | undefined {
  switch (role) {
    case 'start':
    case 'result':
      return { isNeeded: true, kind: 'object' };
    case 'error':
      return dialect === 'transport' ? { isNeeded: true, kind: 'array' } : { isNeeded: true };
    case 'init':
    case 'acknowledge':
    case 'heart-beat':
      return { isNeeded: false, kind: 'object' };
    case 'refuse':
    case 'started':
    case 'end':
    case 'terminate':
      return undefined;
    default:
      return role satisfies never;
  }
}
