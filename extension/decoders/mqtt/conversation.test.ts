import { describe, expect, it } from 'vitest';
import type { Unit } from '../contract.ts';
import {
  CONNECT_4,
  CONNECT_5,
  Dialogue,
  fieldsOf,
  noteOf,
  problemsOf,
} from './dialogue.fixture.ts';

const first = ([unit]: readonly Unit[]) => unit;
const id = (unit: Unit | undefined) => noteOf(unit, 'packet identifier');

describe('the answer to a packet', () => {
  it('is found through the whole flow of QoS 2', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3407 0003 612f62 0001');
    const received = first(dialogue.received('5002 0001'));
    const released = first(dialogue.sent('6202 0001'));
    const completed = first(dialogue.received('7002 0001'));
    expect([received, released, completed].map(id)).toEqual([
      'answers PUBLISH a/b, QoS 2, 10 ms later',
      'answers PUBREC 1, 10 ms later',
      'answers PUBREL 1, 10 ms later',
    ]);
    const names = [received, released, completed].map((unit) => unit?.channel?.name);
    expect(names).toEqual(['a/b', 'a/b', 'a/b']);
    expect([received, released, completed].flatMap(problemsOf)).toEqual([]);
    expect(id(first(dialogue.received('7002 0001')))).toBe('answers nothing that was captured');
  });

  it('is kept apart for the two directions, which number their packets each', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3206 0002 6f75 0001');
    dialogue.received('3205 0001 69 0001');
    expect(id(first(dialogue.sent('4002 0001')))).toBe('answers PUBLISH i, QoS 1, 10 ms later');
    expect(id(first(dialogue.received('4002 0001')))).toBe(
      'answers PUBLISH ou, QoS 1, 30 ms later',
    );
  });

  it.each([
    ['8206 0001 0001 74 01', '9003 0001 01', 'answers SUBSCRIBE t, 10 ms later'],
    ['a205 0001 0001 74', 'b002 0001', 'answers UNSUBSCRIBE t, 10 ms later'],
  ])('%s is %s', (request, answer, note) => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3205 0001 78 0001');
    expect(first(dialogue.sent(request))?.channel?.name).toBe('t');
    const unit = first(dialogue.received(answer));
    expect([id(unit), unit?.channel?.name]).toEqual([note, 't']);
    expect(problemsOf(unit)).toEqual([]);
  });

  it('to CONNECT and PINGREQ is found as well', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    const connack = first(dialogue.received('2002 0000'));
    expect(noteOf(connack, 'packet')).toBe('answers CONNECT id, 10 ms later; flags 0000');
    const [ping] = dialogue.sent('c000');
    const pong = first(dialogue.received('d000'));
    expect(noteOf(pong, 'packet')).toContain('answers PINGREQ, 10 ms later');
    expect([ping?.isHeartbeat, pong?.isHeartbeat, connack?.isHeartbeat]).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  it('ends a flow of QoS 2 where PUBREC says that it failed (5 §4.3.3)', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.sent('3408 0003 612f62 0001 00');
    dialogue.received('5003 0001 97');
    expect(problemsOf(first(dialogue.sent('3408 0003 612f62 0001 00')))).toEqual([]);
  });

  it.each([
    ['of another QoS', '3407 0003 612f62 0001', '4002 0001', ['wrong-answer@0']],
    ['with too few codes', '820a 0001 0001 74 01 0001 75 01', '9003 0001 01', ['wrong-count@0']],
  ])('%s is told', (_, request, answer, problems) => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent(request);
    expect(problemsOf(first(dialogue.received(answer)))).toEqual(problems);
  });

  it('has a code for each topic filter that is given up, too (5 §3.11.3)', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.sent('a209 0001 00 0001 74 0001 75');
    const [unit] = dialogue.received('b004 0001 00 00');
    expect(unit?.layer.problems).toEqual([
      {
        kind: 'wrong-count',
        offset: 0,
        reason: 'UNSUBACK has 1 reason code for 2 topic filters.',
      },
    ]);
  });

  it('is asked for again by a duplicate, but not by another message of the same number', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3207 0003 612f62 0001');
    expect(problemsOf(first(dialogue.sent('3a07 0003 612f62 0001')))).toEqual([]);
    expect(problemsOf(first(dialogue.sent('3207 0003 612f62 0001')))).toEqual([
      'identifier-in-use@0',
    ]);
  });
});

describe('a channel', () => {
  it('is the topic', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    expect(first(dialogue.received('3006 0003 612f62 78'))?.channel).toEqual({
      id: 'a/b',
      name: 'a/b',
      type: 'mqtt-topic',
    });
  });

  it.each([
    ['without wildcard', '8208 0001 0003 612f62 00', 'a/b'],
    ['with wildcard', '8208 0001 0003 612f2b 00', undefined],
    ['of several filters', '820a 0001 0001 61 00 0001 62 00', undefined],
    ['shared', '8211 0001 000c 24 73 68 61 72 65 2f 67 2f 612f62 00', 'a/b'],
  ])('of a subscription %s', (_, bytes, name) => {
    expect(first(Dialogue.after(CONNECT_4).sent(bytes))?.channel?.name).toBe(name);
  });
});

describe('a topic alias', () => {
  const define = '3009 0003 612f62 03 23 0007';
  const use = '3006 0000 03 23 0007';

  it('stands for its topic', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    const defining = first(dialogue.sent(define));
    expect(noteOf(defining, 'topic alias')).toBe('stands for this topic from now on');
    const using = first(dialogue.sent(use));
    expect(using?.layer.summary).toBe('PUBLISH a/b');
    expect(using?.channel?.name).toBe('a/b');
    expect(noteOf(using, 'topic alias')).toBe('stands for a/b');
    expect(problemsOf(using)).toEqual([]);
  });

  it('belongs to one direction', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.sent(define);
    const [unit] = dialogue.received(use);
    expect(unit?.layer.summary).toBe('PUBLISH alias 7');
    expect(unit?.channel).toBeUndefined();
    expect(problemsOf(unit)).toEqual(['alias-above-maximum@0', 'unknown-alias@0']);
  });

  it('is bound by what the receiver allows', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.received('2006 00 00 03 22 0006');
    expect(problemsOf(first(dialogue.sent(define)))).toEqual(['alias-above-maximum@0']);
    const generous = Dialogue.after(CONNECT_5);
    generous.received('2006 00 00 03 22 0007');
    expect(problemsOf(first(generous.sent(define)))).toEqual([]);
  });
});

describe('a subscription identifier', () => {
  it('names the filters that a message came through', () => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.sent('820b 0009 02 0b 05 0003 612f2b 00');
    const [unit] = dialogue.received('300a 0003 612f62 04 0b 05 0b 06');
    expect(noteOf(unit, 'subscription identifier')).toBe('of a/+; not captured');
    expect(problemsOf(unit)).toEqual([]);
  });
});

describe('the version', () => {
  const publish = '3008 0003 612f62 006869';

  it.each([
    [CONNECT_4, ['topic: a/b', 'payload: 3']],
    [CONNECT_5, ['topic: a/b', 'properties length: 0', 'payload: 2']],
  ])('is that of %s', (connect, fields) => {
    expect(fieldsOf(first(Dialogue.after(connect).received(publish))).slice(2)).toEqual(fields);
  });

  it.each([
    ['2003 00 00 00', 'payload: 2', 'a CONNACK with properties'],
    ['2002 00 00', 'payload: 3', 'a CONNACK without'],
    ['3009 0003 612f62 03 23 0007', 'payload: 2', 'a message with properties'],
    ['b002 0001', 'payload: 3', 'an UNSUBACK without codes'],
  ])('is learnt from %s where CONNECT was not captured', (bytes, payload) => {
    const dialogue = new Dialogue('mqtt');
    dialogue.received(bytes);
    const [unit] = dialogue.received(publish);
    expect(fieldsOf(unit).at(-1)).toBe(payload);
    expect(noteOf(unit, 'packet')).toContain('CONNECT was not captured');
  });

  it('is taken for 3.1.1 where properties would make no sense', () => {
    const [unit] = new Dialogue('mqtt').received('3009 0003 612f62 7b 22 61 7d');
    expect(unit?.layer.inner?.payload.text).toBe('{"a}');
    expect(problemsOf(unit)).toEqual([]);
  });
});
