import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { wamp } from './decoder.ts';
import { MESSAGES } from './messages.fixture.ts';

const dialogue = () => new Dialogue(wamp, { protocol: 'wamp.2.json' });

describe('recognition', () => {
  it.each([
    ['wamp.2.json', 'subprotocol'],
    ['wamp.2.json.batched', 'subprotocol'],
    ['wamp.2.msgpack', 'subprotocol'],
    ['wamp.2.msgpack.batched', 'subprotocol'],
    ['wamp.2.cbor', 'subprotocol'],
    ['wamp.2.cbor.batched', 'subprotocol'],
    ['wamp.2.flatbuffers', undefined],
    ['wamp.2.jsonx', undefined],
    ['wamp', undefined],
  ])('by subprotocol %s: %s', (protocol, by) => {
    const facts = { transport: 'websocket', url: 'ws://h/', protocol } as const;
    expect(wamp.claims(facts)?.by).toBe(by);
  });

  it.each<[Direction, string, boolean]>([
    ['sent', '[1,"realm1",{"roles":{"caller":{}}}]', true],
    ['received', '[2,9129137332,{"roles":{"broker":{}}}]', true],
    ['received', '[1,"realm1",{"roles":{}}]', false],
    ['sent', '[1,"realm1",{}]', false],
    ['sent', '[1,2,{"roles":{}}]', false],
    ['sent', '[1,"a",{"roles":{}},4]', false],
    ['received', '[2,"x",{"roles":{}}]', false],
    ['received', '[36,1,2,{}]', false],
    ['received', '[1,2,3]', false],
    ['received', '42', false],
    ['received', '12345678', false],
  ])('by content of %s %s: %s', (direction, text, isWamp) => {
    expect(wamp.sniffs(Payload.ofText(text), direction) !== undefined).toBe(isWamp);
  });
});

/** One message of each kind, written after the definitions of the specification. */
describe('every message', () => {
  it.each(MESSAGES)('%s %j', (direction, message, summary) => {
    const units = dialogue().feed(direction, Payload.ofText(JSON.stringify(message)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([[summary], []]);
  });

  it('names its elements', () => {
    const [unit] = dialogue().sent('[16,1,{},"com.t",["a"],{"b":2}]');
    expect(unit?.layer.fields().map(({ name, note }) => [name, note])).toEqual([
      ['code', 'PUBLISH'],
      ['request', undefined],
      ['options', 'object'],
      ['topic', undefined],
      ['arguments', 'array'],
      ['keyword arguments', 'object'],
    ]);
  });
});

describe('a session', () => {
  it('knows topics by their subscription', () => {
    const talk = dialogue();
    const units = [
      talk.sent([32, 7, {}, 'com.ticks']),
      talk.received([33, 7, 9007199254740991]),
      talk.received([36, 9007199254740991, 1, {}, [{ bid: 1 }]]),
      talk.sent([34, 8, 9007199254740991]),
      talk.received([35, 8]),
      talk.sent([16, 9, { acknowledge: true }, 'com.ticks', ['x']]),
      talk.received([17, 9, 2]),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'SUBSCRIBE com.ticks',
      'SUBSCRIBED com.ticks',
      'EVENT com.ticks',
      'UNSUBSCRIBE com.ticks',
      'UNSUBSCRIBED com.ticks',
      'PUBLISH com.ticks',
      'PUBLISHED com.ticks',
    ]);
    expect(new Set(units.map((unit) => unit.channel?.id))).toEqual(new Set(['topic com.ticks']));
    expect(fieldAt(units.slice(1), 'request')?.note).toBe(
      'answers SUBSCRIBE com.ticks, 10 ms later',
    );
    expect(units[2]?.layer.inner?.payload.text).toBe('[{"bid":1}]');
  });

  it('knows procedures by their registration, and each side has requests of its own', () => {
    const talk = dialogue();
    const units = [
      talk.sent([64, 1, {}, 'com.add']),
      talk.received([65, 1, 55]),
      talk.sent([48, 2, {}, 'com.other', [1]]),
      talk.received([68, 2, 55, {}, [1, 2]]),
      talk.sent([70, 2, {}, [3]]),
      talk.received([50, 2, {}, [4]]),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'REGISTER com.add',
      'REGISTERED com.add',
      'CALL com.other',
      'INVOCATION com.add',
      'YIELD com.add',
      'RESULT com.other',
    ]);
    expect(fieldAt(units.slice(4), 'request')?.note).toBe(
      'answers INVOCATION com.add, 10 ms later',
    );
    expect(fieldAt(units.slice(5), 'request')?.note).toBe('answers CALL com.other, 30 ms later');
    expect(units[3]?.channel?.type).toBe('wamp-procedure');
  });

  it('ties an error to what failed, and does not take a cancel for an answer', () => {
    const talk = dialogue();
    talk.sent([48, 2, {}, 'com.p']);
    const cancel = talk.sent([49, 2, {}]);
    const error = talk.received([8, 48, 2, {}, 'wamp.error.canceled']);
    expect([cancel, error].map((units) => fieldAt(units, 'request')?.note)).toEqual([
      undefined,
      'answers CALL com.p, 20 ms later',
    ]);
    expect(error[0]?.channel?.name).toBe('com.p');
  });

  it('knows what a router revokes on its own account (advanced profile, revocations)', () => {
    const talk = dialogue();
    talk.sent([32, 7, {}, 'com.ticks']);
    talk.received([33, 7, 99]);
    talk.sent([64, 8, {}, 'com.add']);
    talk.received([65, 8, 99]);
    const units = [
      talk.received([35, 0, { subscription: 99, reason: 'no longer authorized' }]),
      talk.received([67, 0, { registration: 99 }]),
    ].flat();
    expect(summariesOf(units)).toEqual(['UNSUBSCRIBED com.ticks', 'UNREGISTERED com.add']);
    expect(fieldAt(units, 'details', 'reason')?.value).toBe('no longer authorized');
  });

  it('counts from the first part of a progressive call', () => {
    const talk = dialogue();
    talk.sent([48, 2, { progress: true }, 'com.upload', [1]]);
    talk.sent([48, 2, { progress: true }, 'com.upload', [2]]);
    talk.sent([48, 2, {}, 'com.upload', [3]]);
    const result = talk.received([50, 2, {}]);
    expect(fieldAt(result, 'request')?.note).toBe('answers CALL com.upload, 30 ms later');
    talk.sent([48, 2, {}, 'com.upload', [1]]);
    const again = talk.received([50, 2, {}]);
    expect(fieldAt(again, 'request')?.note).toBe('answers CALL com.upload, 10 ms later');
  });

  it('does not show whole what clients prove themselves with', () => {
    const talk = dialogue();
    const signature = talk.sent([5, 'gir1mSx+deCDUV7wRM5SGIn', {}]);
    const hello = talk.sent([1, 'r', { authextra: { ticket: 'abcdefghijklmnopqrstuv' } }]);
    const shown = JSON.stringify([signature, hello].map(([unit]) => unit?.layer.fields()));
    expect(shown).not.toMatch(/gir1m|abcde/);
  });
});

describe('batches', () => {
  const batched = () => new Dialogue(wamp, { protocol: 'wamp.2.json.batched' });

  it('hold several messages, each ended by 0x1E', () => {
    const units = batched().received('[35,1]\x1e[50,2,{}]\x1e');
    expect(units.map(({ layer, sources }) => [layer.summary, sources[0]?.range])).toEqual([
      ['UNSUBSCRIBED', [0, 7]],
      ['RESULT', [7, 17]],
    ]);
    expect(kindsOf(units)).toEqual([]);
  });

  it('may end without one, and are no batches in the other subprotocol', () => {
    expect(summariesOf(batched().received('[35,1]\x1e[35,2]'))).toHaveLength(2);
    expect(kindsOf(dialogue().received('[35,1]\x1e[35,2]\x1e'))).toEqual(['trailing-data']);
  });
});

describe('what is wrong', () => {
  it.each<[Direction, unknown, readonly string[]]>([
    ['sent', [7, 1], ['unknown-type']],
    ['sent', [255, 1], ['unknown-type']],
    ['sent', [256, 1], []],
    ['received', [1023, {}], []],
    ['received', [1024, {}], ['unknown-type']],
    ['sent', [36, 1, 2, {}], ['wrong-direction']],
    ['received', [36, 1, 2], ['bad-length']],
    ['received', [33, 1, 2, 3], ['bad-length']],
    ['received', [35, 1, 2], ['bad-element']],
    ['received', [36, 1, 2, {}, [], {}, 1], ['bad-length']],
    ['received', [36, 'x', 2, {}], ['bad-element']],
    ['received', [36, 1, 2, []], ['bad-element']],
    ['received', [36, 1, 2, {}, {}], ['bad-arguments']],
    ['received', [36, 1, 2, {}, [], []], ['bad-arguments']],
    ['received', '[36,1,2,{},[', ['truncated']],
    ['received', ['x'], ['foreign']],
    ['received', { a: 1 }, ['foreign']],
    ['received', [], ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const talk = dialogue();
    const units = direction === 'sent' ? talk.sent(message) : talk.received(message);
    expect(kindsOf(units)).toEqual(kinds);
  });

  it('never makes it throw, nor lose a byte of a batch', () => {
    const valid = '[36,1,2,{},["é"]]\x1e[8,48,1,{},"e",[1],{"a":2}]\x1e[35,1]\x1e';
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, (hits) => {
        const bytes = new TextEncoder().encode(valid);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const talk = new Dialogue(wamp, { protocol: 'wamp.2.json.batched' });
        let reached = 0;
        for (const { layer, sources } of talk.feed('received', Payload.ofBytes(bytes))) {
          expect(sources[0]?.range[0]).toBe(reached);
          reached = sources[0]?.range[1] ?? 0;
          expect(layer.fields()).toBeInstanceOf(Array);
          expect(layer.problems).toBeInstanceOf(Array);
        }
        expect(reached).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});
