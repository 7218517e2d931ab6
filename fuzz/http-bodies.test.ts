import { describe } from 'vitest';
import { readsMutatedMessages } from './mutated-messages.fixture.ts';
import { BINARY_PROTOCOLS } from './seeds/binary-protocols.ts';
import { FORMATS } from './seeds/formats.ts';
import { JSON_PROTOCOLS } from './seeds/json-protocols.ts';
import { PROTOCOLS, protocolsOf } from './seeds/list.ts';
import { TEXT_PROTOCOLS } from './seeds/text-protocols.ts';

/** Those of the other files; what is new is read here, so that nothing is left out. */
const ELSEWHERE = protocolsOf([
  ...TEXT_PROTOCOLS,
  ...JSON_PROTOCOLS,
  ...BINARY_PROTOCOLS,
  ...FORMATS,
]);

describe('what HTTP bodies carry', () => {
  for (const protocol of PROTOCOLS) {
    if (!ELSEWHERE.includes(protocol)) readsMutatedMessages(protocol);
  }
});
