import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { FORMATS } from './seeds/formats.ts';
import { protocolsOf } from './seeds/list.ts';

describe('formats', () => {
  for (const protocol of protocolsOf(FORMATS)) readsMutatedMessages(protocol);
});
