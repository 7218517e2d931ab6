import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { protocolsOf } from './seeds/list.ts';
import { TEXT_PROTOCOLS } from './seeds/text-protocols.ts';

describe('text protocols', () => {
  for (const protocol of protocolsOf(TEXT_PROTOCOLS)) readsMutatedMessages(protocol);
});
