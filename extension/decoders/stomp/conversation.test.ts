import { describe, expect, it } from 'vitest';
import type { Unit } from '../contract.ts';
import { Dialogue } from './dialogue.fixture.ts';

describe('the conversation', () => {
  const channel = (unit: Unit | undefined) => unit?.channel?.name;

  it('has one channel per destination subscribed to', () => {
    const dialogue = Dialogue.connected('1.2');
    expect(channel(dialogue.sent('SUBSCRIBE\nid:s1\ndestination:/topic/*\n\n\0')[0])).toBe(
      '/topic/*',
    );
    const message = 'MESSAGE\nsubscription:s1\nmessage-id:1\nack:a1\ndestination:/topic/x\n\n\0';
    expect(dialogue.received(message)[0]?.channel).toEqual({
      id: '/topic/*',
      name: '/topic/*',
      type: 'stomp-subscription',
    });
    expect(channel(dialogue.sent('ACK\nid:a1\n\n\0')[0])).toBe('/topic/*');
    expect(channel(dialogue.sent('UNSUBSCRIBE\nid:s1\n\n\0')[0])).toBe('/topic/*');
  });

  it('goes by the destination where the subscription is not known', () => {
    const late = Dialogue.connected('1.2');
    const message = 'MESSAGE\nsubscription:s1\nmessage-id:1\ndestination:/topic/x\n\n\0';
    expect(channel(late.received(message)[0])).toBe('/topic/x');
    const old = Dialogue.connected('1.0');
    old.sent('SUBSCRIBE\ndestination:/a\n\n\0');
    expect(channel(old.received('MESSAGE\nmessage-id:1\ndestination:/a\n\n\0')[0])).toBe('/a');
    expect(channel(old.sent('UNSUBSCRIBE\ndestination:/a\n\n\0')[0])).toBe('/a');
  });

  it.each([
    [
      '1.2',
      'MESSAGE\nsubscription:0\nmessage-id:m\nack:k\ndestination:/t\n\n\0',
      'ACK\nid:k\n\n\0',
      'id',
    ],
    [
      '1.1',
      'MESSAGE\nsubscription:0\nmessage-id:m\ndestination:/t\n\n\0',
      'NACK\nsubscription:0\nmessage-id:m\n\n\0',
      'message-id',
    ],
  ])('ties an acknowledgement of %s to its message', (version, message, ack, header) => {
    const dialogue = Dialogue.connected(version);
    dialogue.received(message);
    const [unit] = dialogue.sent(ack);
    const field = unit?.layer.fields().find((one) => one.name === header);
    expect(field?.note).toBe('answers MESSAGE /t, 10 ms later');
    expect(channel(unit)).toBe('/t');
  });

  it.each(['RECEIPT', 'ERROR'])('ties a %s to what it answers', (command) => {
    const dialogue = Dialogue.connected('1.2');
    dialogue.sent('SEND\ndestination:/a\nreceipt:r1\n\n\0');
    const [unit] = dialogue.received(`${command}\nreceipt-id:r1\n\n\0`);
    expect(unit?.layer.fields().at(-1)?.note).toBe('answers SEND /a, 10 ms later');
    expect(channel(unit)).toBe('/a');
    const [again] = dialogue.received(`${command}\nreceipt-id:r1\n\n\0`);
    expect(again?.layer.fields().at(-1)?.note).toBeUndefined();
  });
});
