import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { stomp } from './decoder.ts';
import { Dialogue } from './dialogue.fixture.ts';

describe('a frame', () => {
  it('has a command, headers and a body, each with its bytes', () => {
    const [unit] = new Dialogue('v12.stomp').received(
      'MESSAGE\ndestination:/é\nsubscription:0\nmessage-id:7\ncontent-type:application/json;charset=utf-8\n\n{"a":1}\0\n',
    );
    const bytes = unit?.layer.payload.bytes ?? new Uint8Array(0);
    const fields = unit?.layer
      .fields()
      .map(({ name, value, range }) => [
        name,
        value,
        new TextDecoder().decode(bytes.subarray(...range)),
      ]);
    expect(fields).toEqual([
      ['command', 'MESSAGE', 'MESSAGE'],
      ['destination', '/é', 'destination:/é'],
      ['subscription', '0', 'subscription:0'],
      ['message-id', '7', 'message-id:7'],
      [
        'content-type',
        'application/json;charset=utf-8',
        'content-type:application/json;charset=utf-8',
      ],
      ['body', 7, '{"a":1}'],
    ]);
    expect(unit?.layer.inner).toMatchObject({ mime: 'application/json' });
    expect(unit?.layer.inner?.payload.text).toBe('{"a":1}');
    expect(unit?.layer.problems).toEqual([]);
  });

  it.each([
    ['CONNECT\naccept-version:1.1,1.2\nhost:h\n\n\0', 'CONNECT 1.1,1.2'],
    ['STOMP\naccept-version:1.2\nhost:h\n\n\0', 'STOMP 1.2'],
    ['CONNECTED\nversion:1.2\n\n\0', 'CONNECTED 1.2'],
    ['SEND\ndestination:/app/chat\n\nhi\0', 'SEND /app/chat'],
    ['SUBSCRIBE\nid:0\ndestination:/topic/a\n\n\0', 'SUBSCRIBE /topic/a'],
    ['UNSUBSCRIBE\nid:0\n\n\0', 'UNSUBSCRIBE 0'],
    ['ACK\nid:12\n\n\0', 'ACK 12'],
    ['NACK\nid:12\n\n\0', 'NACK 12'],
    ['BEGIN\ntransaction:t\n\n\0', 'BEGIN t'],
    ['COMMIT\ntransaction:t\n\n\0', 'COMMIT t'],
    ['ABORT\ntransaction:t\n\n\0', 'ABORT t'],
    ['DISCONNECT\nreceipt:77\n\n\0', 'DISCONNECT 77'],
    ['MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/t\n\nhi\0', 'MESSAGE /t'],
    ['RECEIPT\nreceipt-id:77\n\n\0', 'RECEIPT 77'],
    ['ERROR\nmessage:malformed frame\n\nwhy\0', 'ERROR malformed frame'],
  ])('%j is %s', (wire, summary) => {
    const [unit] = new Dialogue('v12.stomp').received(wire);
    expect(unit?.layer.summary).toBe(summary);
    expect(unit?.layer.problems).toEqual([]);
  });

  it('may come as binary as well as text', () => {
    const wire = new TextEncoder().encode('SEND\ndestination:/é\n\n\x01\x02\0');
    const [unit] = new Dialogue('v12.stomp').feed('sent', Payload.ofBytes(wire));
    expect(unit?.layer.summary).toBe('SEND /é');
  });
});

describe('recognition', () => {
  it.each(['v10.stomp', 'v11.stomp', 'v12.stomp'])('goes by subprotocol %s', (protocol) => {
    const facts = { transport: 'websocket', url: '', protocol } as const;
    expect(stomp.claims(facts)).toEqual({ by: 'subprotocol', reason: `subprotocol ${protocol}` });
  });

  const sniffs = (text: string, direction: Direction = 'sent') => [
    stomp.sniffs(Payload.ofText(text), direction),
    stomp.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), direction),
  ];

  it.each([
    'CONNECT\naccept-version:1.2\n',
    'STOMP\r\nhost:h\r\n',
    'MESSAGE\na:b\n\nx\0',
    'DISCONNECT\n\n\0',
  ])('goes by content %j', (text) => {
    expect(sniffs(text)).toEqual(Array(2).fill(expect.objectContaining({ by: 'content' })));
  });

  it.each([
    '',
    'CONNECT',
    'CONNECT\n',
    'SEND money\n',
    'SEND\nmoney\n',
    'connect\na:b\n\n',
    'HELLO\na:b\n',
  ])('leaves %j alone', (text) => {
    expect(sniffs(text)).toEqual([undefined, undefined]);
  });
});
