import { JsonOutline } from '../../bytes/json/outline.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { EventFacts } from '../contract.ts';
import { outlineForSniffing } from '../json-text.ts';

/** What an event or part of a response is. */
export type ResultKind =
  /** A result of the operation that the connection was made for. */
  | { readonly kind: 'result'; readonly result: JsonOutline }
  /** A result for one of the operations that share a connection. */
  | { readonly kind: 'shared'; readonly id: string; readonly result: JsonOutline }
  /** No more results, of all or of one operation. */
  | { readonly kind: 'complete'; readonly id?: string };

/**
 * Members of an execution result (GraphQL §7.1), with those of incremental delivery: the older form
 * that puts `path`, `label` and `items` beside the data, and the newer with `pending` and `completed`.
 */
const MEMBERS: readonly string[] = [
  ...['data', 'errors', 'extensions', 'hasNext', 'incremental', 'pending', 'completed'],
  ...['path', 'label', 'items'],
];
/** One of these says something; the others only accompany. */
const SAYING: readonly string[] = ['data', 'errors', 'incremental', 'completed', 'hasNext'];
/** Some member of every result has one of these names, and every message of a shared connection. */
export const RESULT_MEMBER = /"(?:data|errors|incremental|items|completed|hasNext|payload)"\s*:/;

/** By itself it has to say whether more follows. */
const HAS_NEXT = /"hasNext"\s*:/;

/** A result that only GraphQL has: by its event type `next`, or because it says whether more follows. */
export function resultKind(payload: Payload, event?: EventFacts): ResultKind | undefined {
  const outline = outlineForSniffing(payload, event?.type === 'next' ? RESULT_MEMBER : HAS_NEXT);
  if (outline?.kind !== 'object') return undefined;
  if (event?.type === 'next') return nextKind(outline);
  const isIncremental = typeof outline.scalar('hasNext') === 'boolean' && isResult(outline);
  return isIncremental ? { kind: 'result', result: outline } : undefined;
}

/** What ends results that have begun: an event without data, or with the operation's id. */
export function completeKind(payload: Payload, { type }: EventFacts): ResultKind | undefined {
  if (type !== 'complete') return undefined;
  if (payload.byteLength > 4096) return undefined;
  if (payload.text.trim() === '' || payload.text.trim() === 'null') return { kind: 'complete' };
  const outline = JsonOutline.of(payload.bytes);
  const id = outline?.members.length === 1 ? outline.text('id') : undefined;
  return id === undefined ? undefined : { kind: 'complete', id };
}

function nextKind(outline: JsonOutline): ResultKind | undefined {
  if (isResult(outline)) return { kind: 'result', result: outline };
  const id = outline.text('id');
  const result = outline.inside('payload');
  const isShared = outline.members.length === 2 && id !== undefined && result && isResult(result);
  return isShared ? { kind: 'shared', id, result } : undefined;
}

/** Pages of lists look much alike, `{"data":[…],"hasNext":true}`: their data is no object. */
function isResult(outline: JsonOutline): boolean {
  const names = outline.members.map(({ name }) => name);
  const isIncrement = names.includes('items') && outline.member('path')?.kind === 'array';
  return (
    (isIncrement || names.some((name) => SAYING.includes(name))) &&
    names.every((name) => MEMBERS.includes(name)) &&
    (!names.includes('items') || isIncrement) &&
    (!names.includes('data') || isObjectOrNull(outline, 'data')) &&
    LISTS.every((name) => !names.includes(name) || outline.member(name)?.kind === 'array')
  );
}

const LISTS = ['errors', 'incremental', 'pending', 'completed', 'items', 'path'];

function isObjectOrNull(outline: JsonOutline, name: string): boolean {
  return outline.member(name)?.kind === 'object' || outline.scalar(name) === null;
}
