import { decode, encode } from 'cbor2';
import { commandOf } from './command-of.ts';
import type { TopicFormat } from './format.ts';
import { malformed } from './vocabulary.ts';

/** Nesting that is followed; a command has none. */
const LIMIT = { maxDepth: 16 };

/** The objects of `vocabulary.ts` as CBOR maps (RFC 8949); whole numbers as integers. */
export const CBOR: TopicFormat = {
  encode: (news) => encode(news),
  decode: (bytes) => {
    try {
      return commandOf(decode(bytes, LIMIT));
    } catch (error) {
      return malformed(`It is not one item of CBOR: ${reasonOf(error)}.`);
    }
  },
};

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : 'unreadable';
}
