import { decode, encode } from '@msgpack/msgpack';
import { commandOf } from './command-of.ts';
import type { TopicFormat } from './format.ts';
import { malformed } from './vocabulary.ts';

/** Entries of one map or list: a command has four, and a short message may promise millions. */
const LIMIT = { maxArrayLength: 1000, maxMapLength: 1000 };

/** The objects of `vocabulary.ts` as MessagePack maps; whole numbers as integers. */
export const MESSAGEPACK: TopicFormat = {
  encode: (news) => encode(news),
  decode: (bytes) => {
    try {
      return commandOf(decode(bytes, LIMIT));
    } catch (error) {
      return malformed(`It is not one value of MessagePack: ${reasonOf(error)}.`);
    }
  },
};

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : 'unreadable';
}
