import type { ConnectionFacts, Direction } from '../../extension/decoders/contract.ts';
import type { Conversation, Framing, Said } from '../conversation.ts';

const encoder = new TextEncoder();

/** Text, bytes from hex digits (white space is for the reader), or a value sent as JSON. */
export type Content = string | { readonly hex: string } | { readonly json: unknown };
export type Line = readonly [direction: Direction, content: Content];

/** A sound conversation, from which others are made. */
export function conversation(
  protocol: string,
  facts: Partial<ConnectionFacts>,
  framing: Framing,
  lines: readonly Line[],
): Conversation {
  const said = lines.map(([direction, content]) => saidOf(direction, content));
  return { protocol, facts: { transport: 'websocket', url: 'ws://h/', ...facts }, framing, said };
}

/** One message each way and back of every value, for formats that hold no conversation. */
export function received(...contents: readonly Content[]): readonly Line[] {
  return contents.map((content) => ['received', content]);
}

function saidOf(direction: Direction, content: Content): Said {
  if (typeof content === 'string')
    return { direction, isText: true, bytes: encoder.encode(content) };
  return 'hex' in content
    ? { direction, isText: false, bytes: bytesOf(content.hex) }
    : { direction, isText: true, bytes: encoder.encode(JSON.stringify(content.json)) };
}

export function bytesOf(hex: string): Uint8Array {
  const pairs = hex.replace(/\s+/g, '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
