import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { BINARY_PROTOCOLS } from './seeds/binary-protocols.ts';
import { JSON_PROTOCOLS } from './seeds/json-protocols.ts';
import { protocolsOf } from './seeds/list.ts';

describe('binary protocols', () => {
  /** Those that have a binary form too are read beside the others made of JSON. */
  const others = protocolsOf(JSON_PROTOCOLS);
  for (const protocol of protocolsOf(BINARY_PROTOCOLS)) {
    if (!others.includes(protocol)) readsMutatedMessages(protocol);
  }
});
