import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { BINARY_PROTOCOLS } from './seeds/binary-protocols.ts';
import { protocolsOf } from './seeds/list.ts';

describe('binary protocols', () => {
  for (const protocol of protocolsOf(BINARY_PROTOCOLS)) readsMutatedMessages(protocol);
});
