import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { outlineForSniffing } from '../json-text.ts';

/** Whether a message is what a GraphQL connection begins with, or one of an operation with its GraphQL. */
export function looksLikeGraphql(payload: Payload, direction: Direction): boolean {
  const outline = outlineForSniffing(payload, PATTERN);
  const type = outline?.text('type');
  if (outline?.kind !== 'object' || type === undefined || !hasOnly(outline, MEMBERS)) return false;
  const isSent = direction === 'sent';
  switch (type) {
    case 'connection_init':
      return isSent && !outline.has('id');
    case 'connection_ack':
      return !isSent && !outline.has('id');
    case 'subscribe':
    case 'start':
      return isSent && hasId(outline) && outline.inside('payload')?.text('query') !== undefined;
    case 'next':
    case 'data':
      return !isSent && hasId(outline) && isResult(outline.inside('payload'));
    default:
      return false;
  }
}

const PATTERN = /"type"\s*:\s*"(?:connection_init|connection_ack|subscribe|start|next|data)"/;
const MEMBERS = ['type', 'id', 'payload'];
/** Members of an execution result (GraphQL §7.1), those of incremental delivery included. */
const RESULT = ['data', 'errors', 'extensions', 'hasNext', 'incremental', 'pending', 'completed'];

function hasId(outline: JsonOutline): boolean {
  return Boolean(outline.text('id'));
}

function isResult(payload: JsonOutline | undefined): boolean {
  if (payload?.kind !== 'object' || !hasOnly(payload, RESULT)) return false;
  return payload.has('data') || payload.has('errors');
}

function hasOnly(outline: JsonOutline, names: readonly string[]): boolean {
  return outline.members.every(({ name }) => names.includes(name));
}
