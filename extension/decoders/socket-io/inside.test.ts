import { describe, expect, it } from 'vitest';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord } from '../contract.ts';
import { payloadOf, type Said } from './sessions.fixture.ts';

const socket: ConnectionFacts = {
  transport: 'websocket',
  url: 'ws://h/socket.io/?EIO=4&transport=websocket&sid=s1',
};

function records(facts: ConnectionFacts, ...said: readonly Said[]): readonly DecodedRecord[] {
  const chain = openChain(facts);
  const fed = said.flatMap(([direction, content], message) =>
    chain.feed({ message, direction, time: message * 10, payload: payloadOf(content) }),
  );
  return [...fed, ...chain.end()];
}

/** `engine-io message > socket-io EVENT x > json [1] "x"` */
function line({ layers }: DecodedRecord): string {
  return layers.map(({ protocol, summary }) => `${protocol} ${summary}`).join(' > ');
}

describe('Socket.IO inside Engine.IO', () => {
  it('is read from the upgrade on, heart-beats between', () => {
    const found = records(
      socket,
      ['sent', '2probe'],
      ['received', '3probe'],
      ['sent', '5'],
      ['sent', '40/admin,'],
      ['received', '40/admin,{"sid":"G5j"}'],
      ['sent', '42/admin,1["tellme"]'],
      ['received', '461-/admin,1[{"_placeholder":true,"num":0}]'],
      ['received', '2'],
      ['received', [7, 8]],
      ['sent', '3'],
      ['sent', '41/admin,'],
    );
    expect(found.map(line)).toEqual([
      'engine-io ping probe',
      'engine-io pong probe',
      'engine-io upgrade',
      'engine-io message > socket-io CONNECT /admin',
      'engine-io message > socket-io CONNECT /admin > json {sid: "G5j"}',
      'engine-io message > socket-io EVENT tellme, ack 1 > json [1] "tellme"',
      'engine-io ping',
      'engine-io binary message > socket-io BINARY_ACK 1, 1 attachment > json [1] {_placeholder: true, num: 0}',
      'engine-io pong',
      'engine-io message > socket-io DISCONNECT /admin',
    ]);
    expect(found[7]?.sources.map(({ message }) => message)).toEqual([6, 8]);
    expect(found.map(({ isHeartbeat }) => isHeartbeat)).toEqual(
      found.map((_, index) => index === 6 || index === 8),
    );
    expect(found.map(({ channel }) => channel?.name)).toEqual([
      's1',
      's1',
      's1',
      '/admin',
      '/admin',
      '/admin',
      's1',
      '/admin',
      's1',
      '/admin',
    ]);
    expect(found[3]?.recognitions.map(({ by }) => by)).toEqual(['url', 'hint']);
  });

  it('is read from polling bodies, attachments in base64', () => {
    const polling: ConnectionFacts = {
      transport: 'xhr',
      url: 'http://h/socket.io/?EIO=4&transport=polling&t=N8&sid=s1',
      mime: 'text/plain',
      requestMime: 'text/plain',
    };
    const body = '42["hello"]\x1e451-["baz",{"_placeholder":true,"num":0}]\x1ebAQIDBA==\x1e42["x"]';
    expect(records(polling, ['sent', body], ['received', 'ok']).map(line)).toEqual([
      'engine-io message > socket-io EVENT hello > json [1] "hello"',
      'engine-io binary message > socket-io BINARY_EVENT baz, 1 attachment > json [2] "baz", {_placeholder: true, num: 0}',
      'engine-io message > socket-io EVENT x > json [1] "x"',
      'engine-io ok',
    ]);
    const old = { ...polling, url: polling.url.replace('EIO=4', 'EIO=3') };
    const answer = '19:42["hé","Jude","€"]2:4018:44"Not authorized"';
    expect(records(old, ['received', answer]).map(line)).toEqual([
      'engine-io message > socket-io EVENT hé > json [3] "hé", "Jude", "€"',
      'engine-io message > socket-io CONNECT /',
      'engine-io message > socket-io CONNECT_ERROR Not authorized > json "Not authorized"',
    ]);
  });

  it('has attachments that are empty', () => {
    const found = records(
      socket,
      ['received', '452-["none",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'],
      ['received', []],
      ['received', 'b'],
      ['received', []],
    );
    expect(found.map(line)).toEqual([
      'engine-io binary message > socket-io BINARY_EVENT none, 2 attachments > json [3] "none", {_placeholder: true, num: 0}, {_placeholder: true, num: 1}',
      'engine-io binary message',
    ]);
    expect(found[0]?.sources.map(({ message }) => message)).toEqual([0, 1, 2]);
    expect(found[0]?.layers[1]?.problems).toEqual([]);
  });

  it('is not seen in messages of Engine.IO alone', () => {
    const bare = { ...socket, url: socket.url.replace('socket.io', 'engine.io') };
    const said: readonly Said[] = [
      ['sent', '40'],
      ['sent', '4{"a":1}'],
      ['sent', '442'],
    ];
    expect(records(bare, ...said).map(line)).toEqual([
      'engine-io message > text 0',
      'engine-io message > json {a: 1}',
      'engine-io message > text 42',
    ]);
    expect(records(socket, ['sent', '4hello'], ['sent', '4{"a":1}']).map(line)).toEqual([
      'engine-io message > text hello',
      'engine-io message > json {a: 1}',
    ]);
  });

  it('is found again after an attachment whose packet was not seen', () => {
    expect(records(socket, ['received', [0, 255]], ['received', '42["x"]']).map(line)).toEqual([
      'engine-io binary message > bytes 00 ff',
      'engine-io message > socket-io EVENT x > json [1] "x"',
    ]);
  });
});
