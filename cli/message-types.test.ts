import { expect, test } from 'vitest';
import type { ConnectionLine } from '../extension/formats/ndjson/lines.ts';
import { missingTypes } from './message-types.ts';

const line = (messageTypes?: ConnectionLine['messageTypes']): ConnectionLine => ({
  kind: 'connection',
  id: 'c1',
  transport: 'websocket',
  url: 'ws://h/',
  openedAt: 0,
  state: 'open',
  witness: 'page',
  ...(messageTypes && { messageTypes }),
});

test.each([
  [[], undefined, undefined],
  [[line()], undefined, undefined],
  [
    [line({ sent: 'chat.Ask', received: 'chat.Answer' }), line({ sent: 'chat.Ask' })],
    undefined,
    'The log names Protobuf messages (chat.Ask, chat.Answer), but no .proto file was given to read them by: --proto FILE.',
  ],
  [[line({ sent: 'chat.Ask' })], new Map([['chat.Ask', {}]]), undefined],
  [
    [line({ sent: 'chat.Ask', received: 'chat.Answer' })],
    new Map([['chat.Ask', {}]]),
    'The log names Protobuf messages that the .proto files do not define (chat.Answer): what carries them is read without a type.',
  ],
] as const)('of %j and the messages %j: %s', (connections, messages, said) => {
  expect(missingTypes(connections, messages && { messages })).toBe(said);
});
