import type { Command, Malformed, News } from './vocabulary.ts';

/** The ways in which the vocabulary is written, as `?format=` names them. */
export const FORMAT_NAMES = ['json', 'binary', 'messagepack', 'cbor', 'protobuf'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** One way to write the vocabulary. */
export interface TopicFormat {
  /** The message to send: text for JSON, bytes for all others. */
  encode(news: News): string | Uint8Array;
  /** Reads a binary message; whatever the bytes are, this does not throw. Text is always JSON. */
  decode(bytes: Uint8Array): Command | Malformed;
}

export function isFormatName(name: string): name is FormatName {
  return FORMAT_NAMES.some((known) => known === name);
}

/** Subprotocols that choose a format: `topics.` and its name. */
export function formatOfSubprotocol(protocol: string): FormatName | undefined {
  const [prefix, name = ''] = protocol.split('.', 2);
  return prefix === 'topics' && isFormatName(name) ? name : undefined;
}
