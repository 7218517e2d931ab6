import { JsonHubProtocol, MessageType, NullLogger } from '@microsoft/signalr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dialogue, summariesOf } from '../dialogue.fixture.ts';
import { signalr } from './decoder.ts';

const protocol = new JsonHubProtocol();
const id = fc.stringMatching(/^[a-z0-9]{1,4}$/);
const target = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const values = fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 });
const type = <T extends MessageType>(one: T) => fc.constant(one);
const message = fc.oneof(
  fc.record({
    type: type(MessageType.Invocation),
    target,
    arguments: values,
    streamIds: fc.array(id, { maxLength: 0 }),
  }),
  fc.record({ type: type(MessageType.StreamItem), invocationId: id, item: fc.jsonValue() }),
  fc.record({ type: type(MessageType.Completion), invocationId: id, result: fc.string() }),
  fc.record({ type: type(MessageType.Completion), invocationId: id, error: target }),
  fc.record({ type: type(MessageType.Ping) }),
  fc.record({ type: type(MessageType.Close), allowReconnect: fc.boolean() }),
);

describe('beside the JsonHubProtocol of @microsoft/signalr', () => {
  it('finds the same messages in a text', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), (list) => {
        const text = list.map((one) => String(protocol.writeMessage(one))).join('');
        const dialogue = new Dialogue(signalr);
        dialogue.sent('{"protocol":"json","version":1}\x1e');
        dialogue.received('{}\x1e');
        const units = dialogue.received(text);
        const their = protocol.parseMessages(text, NullLogger.instance);
        expect(their.map((one) => MessageType[one.type])).toEqual(
          summariesOf(units).map((summary) => /^\w+/.exec(summary)?.[0]),
        );
      }),
      { numRuns: 1000, seed: 9 },
    );
  });
});
