import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { JSON_PROTOCOLS } from './seeds/json-protocols.ts';
import { protocolsOf } from './seeds/list.ts';

describe('json protocols', () => {
  for (const protocol of protocolsOf(JSON_PROTOCOLS)) readsMutatedMessages(protocol);
});
