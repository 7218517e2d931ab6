import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { Field } from '../contract.ts';
import { mqtt } from './decoder.ts';
import { CONNECT_3, CONNECT_4, CONNECT_5, Dialogue, hex } from './dialogue.fixture.ts';

const facts = { transport: 'websocket', url: 'ws://h/mqtt' } as const;

describe('recognition', () => {
  it.each(['mqtt', 'mqttv3.1', 'MQTT'])('goes by subprotocol %s', (protocol) => {
    expect(mqtt.claims({ ...facts, protocol })).toEqual({
      by: 'subprotocol',
      reason: `subprotocol ${protocol}`,
    });
  });

  it.each([undefined, '', 'mqtts', 'mqttv5.0x', 'v12.stomp'])(
    'leaves subprotocol %s',
    (protocol) => {
      expect(mqtt.claims(protocol === undefined ? facts : { ...facts, protocol })).toBeUndefined();
    },
  );

  it.each([
    [CONNECT_3, '3.1'],
    [CONNECT_4, '3.1.1'],
    [CONNECT_5, '5'],
    ['100e 0004 4d515454 84 02 003c 0002 6964', '3.1.1'],
    ['10ff01 0004 4d515454 05 c2 003c 00', '5'],
  ])('goes by the CONNECT %s of version %s', (bytes, version) => {
    expect(mqtt.sniffs(Payload.ofBytes(hex(bytes)), 'sent')).toEqual({
      by: 'content',
      reason: `begins with a CONNECT of MQTT ${version}`,
    });
  });

  it.each([
    ['nothing', ''],
    ['one byte', '10'],
    ['a CONNECT cut before its level', '100e 0004 4d515454'],
    ['another level', '100e 0004 4d515454 06 02 003c 0002 6964'],
    ['another name', '100e 0004 4d515455 04 02 003c 0002 6964'],
    ['flags', '110e 0004 4d515454 04 02 003c 0002 6964'],
    ['too short a length', '1008 0004 4d515454 04 02 003c 0002 6964'],
    ['a remaining length of five bytes', '10ffffffff7f 0004 4d515454 04'],
    ['the name further back', '00100e 0004 4d515454 04 02 003c'],
    ['a PUBLISH', '3004 0001 74 78'],
    ['a CONNACK', '2002 0000'],
    ['a ping', 'c000'],
    ['digits', '3132333435363738'],
    ['JSON', '7b2261223a317d'],
  ])('leaves %s alone', (_, bytes) => {
    expect(mqtt.sniffs(Payload.ofBytes(hex(bytes)), 'sent')).toBeUndefined();
  });

  it('leaves text alone, even one that would be a CONNECT as bytes', () => {
    const text = '\u0010\u000e\0\u0004MQTT\u0004\u0002\0<\0\u0002id';
    expect(mqtt.sniffs(Payload.ofText(text), 'sent')).toBeUndefined();
    expect(mqtt.sniffs(Payload.ofText('42'), 'sent')).toBeUndefined();
  });

  it('is corrected where another protocol is spoken than was agreed', () => {
    const chain = openChain({ ...facts, protocol: 'mqtt' });
    const input = { message: 0, direction: 'sent', time: 0 } as const;
    const [record] = chain.feed({ ...input, payload: Payload.ofText('{"a":1}') });
    expect(record?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
  });
});

describe('the chain', () => {
  it('reads what is inside a PUBLISH by its content type', () => {
    const chain = openChain({ ...facts, protocol: 'mqtt' });
    const feed = (message: number, bytes: string) =>
      chain.feed({ message, direction: 'sent', time: 0, payload: Payload.ofBytes(hex(bytes)) });
    feed(0, CONNECT_5);
    const json = '03 0014 6170706c69636174696f6e2f6a736f6e3b763d31';
    const [record] = feed(1, `3022 0001 74 17 ${json} 7b2261223a317d`);
    expect(record?.layers.map(({ summary }) => summary)).toEqual(['PUBLISH t', '{a: 1}']);
    expect(record?.recognitions[1]).toMatchObject({ by: 'mime' });
    expect(record?.channel?.type).toBe('mqtt-topic');
  });
});

describe('user name and password', () => {
  const shown = (fields: readonly Field[]): readonly unknown[] =>
    fields.flatMap(({ value, note, children }) => [value, note, ...shown(children ?? [])]);

  it.each(['u', 'user', 'averylongtoken'])('are never shown whole: %s', (name) => {
    const encode = (text: string) =>
      `00${text.length.toString(16).padStart(2, '0')}${Array.from(text, (letter) => letter.charCodeAt(0).toString(16)).join('')}`;
    const body = `0004 4d515454 04 c2 003c 0002 6964 ${encode(name)} ${encode('hunter22')}`;
    const length = hex(body).length.toString(16).padStart(2, '0');
    const [unit] = new Dialogue('mqtt').sent(`10${length} ${body}`);
    expect(unit?.layer.problems).toEqual([]);
    const all = JSON.stringify([unit?.layer.summary, shown(unit?.layer.fields() ?? [])]);
    expect(all).toContain('•••');
    expect(all).not.toContain('hunter22');
    expect(all).not.toContain(`"${name}"`);
  });
});
