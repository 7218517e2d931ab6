import type { JsonOutline } from '../../bytes/json/outline.ts';

/** The serializer of version 2.0.0 writes arrays, that of 1.0.0 objects. */
export const FIELDS = ['join_ref', 'ref', 'topic', 'event', 'payload'] as const;
export type FieldName = (typeof FIELDS)[number];

/** What a message says, in whichever form it was written. */
export interface Message {
  readonly joinRef: string | undefined;
  readonly ref: string | undefined;
  readonly topic: string;
  readonly event: string;
  /** Of a reply: `ok`, `error` … */
  readonly status: string | undefined;
}

/** Where a field stands: its index, or its name. */
export function placeOf(outline: JsonOutline, field: FieldName): string {
  return outline.kind === 'array' ? String(FIELDS.indexOf(field)) : field;
}

/** `undefined` where topic or event are missing: that is no message of Phoenix. */
export function messageOf(outline: JsonOutline): Message | undefined {
  const topic = outline.text(placeOf(outline, 'topic'));
  const event = outline.text(placeOf(outline, 'event'));
  if (topic === undefined || event === undefined) return undefined;
  const isReply = event === 'phx_reply';
  return {
    joinRef: outline.text(placeOf(outline, 'join_ref')),
    ref: outline.text(placeOf(outline, 'ref')),
    topic,
    event,
    status: isReply ? outline.inside(placeOf(outline, 'payload'))?.text('status') : undefined,
  };
}
