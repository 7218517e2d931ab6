import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts } from '../contract.ts';
import { rsocket } from './decoder.ts';
import { ascii, frame, hex, metadata, number, route, Socket, setup } from './frames.fixture.ts';

const socket: ConnectionFacts = { transport: 'websocket', url: 'ws://h/live' };
const resume = frame(0, 13, 0, '00010000', '0001 74', number(1, 8), number(7, 8));

describe('recognition by what is declared', () => {
  it.each<[Partial<ConnectionFacts>, string | undefined]>([
    [{ protocol: 'rsocket' }, 'subprotocol'],
    [{ url: 'wss://h:7000/rsocket' }, 'url'],
    [{ url: 'wss://h/api/rsocket/?token=x' }, 'url'],
    [{ url: 'ws://h/rsocket', protocol: 'graphql-ws' }, undefined],
    [{ url: 'ws://rsocket/' }, undefined],
    [{ url: 'ws://h/?to=/rsocket' }, undefined],
    [{ url: 'ws://h/rsockets' }, undefined],
    [{ url: 'http://h/rsocket', transport: 'fetch' }, undefined],
  ])('%j is by %s', (facts, by) => {
    expect(rsocket.claims({ ...socket, ...facts })?.by).toBe(by);
  });
});

describe('recognition by the first message', () => {
  const prefixed = (digits: string) => number(hex(digits).length, 3) + digits;
  const sniff = (digits: string) => rsocket.sniffs(Payload.ofBytes(hex(digits)), 'sent')?.reason;

  it.each([
    ['SETUP', setup(), 'begins with a SETUP frame'],
    [
      'SETUP with all flags',
      setup(undefined, undefined, { flags: 0x140, token: 't', content: metadata(route('a')) }),
      'begins with a SETUP frame',
    ],
    ['SETUP behind its length', prefixed(setup()), 'begins with a SETUP frame'],
    ['RESUME', resume, 'begins with a RESUME frame'],
  ])('knows %s', (_, digits, reason) => {
    expect(sniff(digits)).toBe(reason);
  });

  it.each([
    ['nothing', ''],
    ['a header alone', '000000000400'],
    ['SETUP on a stream', `00000001${setup().slice(8)}`],
    ['SETUP with the highest bit', `8${setup().slice(1)}`],
    ['SETUP with other flags', `000000000401${setup().slice(12)}`],
    ['SETUP of another version', setup().replace('00010000', '00020000')],
    ['SETUP without keepalives', setup().replace('0000ea60', '00000000')],
    ['SETUP with a MIME type that is none', setup('application/json', 'a b')],
    ['SETUP without MIME types', setup('', '')],
    ['SETUP cut short', setup().slice(0, -2)],
    ['SETUP behind another length', `000001${setup()}`],
    ['RESUME with something behind it', `${resume}00`],
    ['RESUME cut short', resume.slice(0, -2)],
    ['a frame that opens nothing', frame(1, 4, 0, ascii('{}'))],
    ['a keepalive', '000000000c800000000000000000'],
    ['zeros', '00'.repeat(40)],
    ['digits', ascii('12345678')],
    ['JSON', ascii('{"a":1}')],
  ])('leaves %s alone', (_, digits) => {
    expect(sniff(digits)).toBeUndefined();
  });

  it('leaves text alone', () => {
    const text = String.fromCharCode(...hex(setup()));
    expect(rsocket.sniffs(Payload.ofText(text), 'sent')).toBeUndefined();
    expect(rsocket.sniffs(Payload.ofText('42'), 'sent')).toBeUndefined();
  });
});

describe('the chain', () => {
  const input = (message: number, payload: Payload) =>
    ({ message, direction: 'sent', time: 0, payload }) as const;

  it('reads the data inside by the MIME type of SETUP', () => {
    const chain = openChain(socket);
    chain.feed(input(0, Payload.ofBytes(hex(setup()))));
    expect(chain.recognition).toMatchObject({ protocol: 'rsocket', by: 'content' });
    const [record] = chain.feed(input(1, Payload.ofBytes(hex(frame(1, 5, 0, ascii('{"a":1}'))))));
    expect(record?.layers.map(({ summary }) => summary)).toEqual(['REQUEST_FNF #1', '{a: 1}']);
    expect(record?.recognitions[1]).toMatchObject({ by: 'mime' });
    expect(record?.channel?.type).toBe('rsocket-stream');
  });

  it.each([
    ['text', Payload.ofText('{"a":1}')],
    ['other bytes', Payload.ofBytes(hex(ascii('{"a":1}')))],
  ])('is corrected where the path promised it and %s come', (_, payload) => {
    const chain = openChain({ ...socket, url: 'ws://h/rsocket' });
    const [record] = chain.feed(input(0, payload));
    expect(record?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
  });
});

describe('what is no frame', () => {
  it('is told, and the frames after it are read', () => {
    const connection = Socket.after();
    expect(connection.text('hello')[0]).toMatchObject({ isForeign: true });
    expect(connection.sent('0000')[0]).toMatchObject({ isForeign: true });
    expect(connection.sent(frame(0, 4, 0))[0]).toMatchObject({ isForeign: true });
    expect(connection.sent(frame(1, 4, 0))[0]).toHaveProperty('isForeign', undefined);
  });
});
