import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Direction, Problem } from '../contract.ts';
import type { JsonText, Meaning } from '../json-session.ts';
import { innerOf, problemAt } from '../json-text.ts';
import type { Mark } from '../marks.ts';
import type { Conversation } from './conversation.ts';
import { FIELDS, type Message, messageOf, placeOf } from './message.ts';

/** Reads a message written as JSON. */
export function readText(
  { outline, direction, time }: JsonText,
  conversation: Conversation,
): Meaning | undefined {
  const message = messageOf(outline);
  if (!message) return undefined;
  const { summary, channel, isHeartbeat, answer } = conversation.follow(message, direction, time);
  const payload = placeOf(outline, 'payload');
  const inner = innerOf(outline, payload);
  const marks: Mark[] = outline.kind === 'array' ? FIELDS.map(named) : [];
  if (answer !== undefined) marks.push({ path: [placeOf(outline, 'ref')], note: answer });
  if (inner) marks.push({ path: [payload], as: 'body', ...(outline.kind === 'array' && BODY) });
  const problems = check(outline, message, direction);
  return { summary, channel, isHeartbeat, marks, inner, problems };
}

const BODY = { name: 'payload' };

function named(name: string, index: number): Mark {
  return { path: [String(index)], name };
}

function check(outline: JsonOutline, message: Message, direction: Direction): readonly Problem[] {
  const { event, ref } = message;
  const payload = placeOf(outline, 'payload');
  const isReply = event === 'phx_reply';
  const at = (field: 'event' | 'ref' | 'join_ref', kind: string, reason: string) =>
    problemAt(outline, placeOf(outline, field), kind, reason);
  return [
    ...(outline.kind === 'array' && outline.members.length !== FIELDS.length
      ? [problemAt(outline, '', 'bad-length', 'A message is an array of five elements.')]
      : []),
    ...(outline.has(payload)
      ? []
      : [problemAt(outline, payload, 'missing-payload', 'A message has to have a payload.')]),
    ...(isReply && direction === 'sent'
      ? [at('event', 'wrong-direction', 'Only the server replies.')]
      : []),
    ...(isReply && ref === undefined
      ? [at('ref', 'missing-ref', 'A reply says by its ref what it answers.')]
      : []),
    ...(event === 'phx_join' && direction === 'received'
      ? [at('event', 'wrong-direction', 'Only the client joins a topic.')]
      : []),
  ];
}
