import { Cursor } from '../../bytes/cursor.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange, Direction, Field } from '../contract.ts';
import type { FieldName, Message } from './message.ts';

/** Kinds of binary messages, and the texts whose sizes stand before the texts themselves. */
const PUSH = 0;
const REPLY = 1;
const BROADCAST = 2;

export interface BinaryMessage {
  readonly message: Message;
  readonly fields: readonly Field[];
  readonly payload: ByteRange;
}

type Part = FieldName | 'status';

/** The texts of a message: a push of the server has no ref, for nobody answers it. */
function partsOf(kind: number | undefined, direction: Direction): readonly Part[] | undefined {
  const isSent = direction === 'sent';
  if (kind === PUSH && isSent) return ['join_ref', 'ref', 'topic', 'event'];
  if (kind === PUSH) return ['join_ref', 'topic', 'event'];
  if (kind === REPLY && !isSent) return ['join_ref', 'ref', 'topic', 'status'];
  return kind === BROADCAST && !isSent ? ['topic', 'event'] : undefined;
}

const KINDS = ['push', 'reply', 'broadcast'];

/** `undefined` where the kind is not one of the direction, or the texts go beyond the end. */
export function readBinary(bytes: Uint8Array, direction: Direction): BinaryMessage | undefined {
  const cursor = new Cursor(bytes);
  const kind = cursor.u8();
  const parts = partsOf(kind, direction);
  if (kind === undefined || !parts) return undefined;
  const fields: Field[] = [{ name: 'kind', value: kind, range: [0, 1], note: KINDS[kind] ?? '' }];
  const sizes = parts.map((part, index) => {
    const size = cursor.u8();
    fields.push({ name: `${part} size`, value: size ?? 0, range: [index + 1, index + 2] });
    return size;
  });
  const texts = new Map<Part, string>();
  for (const [index, part] of parts.entries()) {
    const start = cursor.offset;
    const text = cursor.take(sizes[index] ?? -1);
    if (!text) return undefined;
    texts.set(part, decodeUtf8(text));
    fields.push({ name: part, value: decodeUtf8(text), range: [start, cursor.offset] });
  }
  const payload: ByteRange = [cursor.offset, bytes.length];
  if (payload[0] < payload[1]) {
    const value = payload[1] - payload[0];
    fields.push({ name: 'payload', value, range: payload, note: 'bytes' });
  }
  return { message: messageFrom(texts), fields, payload };
}

function messageFrom(texts: ReadonlyMap<Part, string>): Message {
  return {
    joinRef: texts.get('join_ref'),
    ref: texts.get('ref'),
    topic: texts.get('topic') ?? '',
    event: texts.get('event') ?? 'phx_reply',
    status: texts.get('status'),
  };
}
