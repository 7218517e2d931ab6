import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import { CONNECT_4, CONNECT_5, Dialogue, fieldsOf, hex, problemsOf } from './dialogue.fixture.ts';

/** Clause of 3.1.1 or 5, what is wrong, bytes, problems. */
type Row = readonly [clause: string, what: string, bytes: string, problems: readonly string[]];

const V4: readonly Row[] = [
  ['2.2.2', 'reserved flags', '6002 0001', ['reserved-flags@0']],
  ['2.2.3', 'a remaining length longer than need be', 'c08000', ['overlong-integer@1']],
  [
    '3.1.2.3',
    'the reserved connect flag',
    '100e 0004 4d515454 04 03 003c 0002 6964',
    ['reserved-flags@9'],
  ],
  ['3.1.2.6', 'will QoS without will', '100e 0004 4d515454 04 0a 003c 0002 6964', ['bad-will@9']],
  ['3.1.2.6', 'will QoS 3', '1012 0004 4d515454 04 1e 003c 0002 6964 0000 0000', ['bad-qos@9']],
  [
    '3.1.2.9',
    'password alone',
    '1011 0004 4d515454 04 42 003c 0002 6964 0001 70',
    ['password-alone@9'],
  ],
  ['3.1.2.1', 'another protocol', '100e 0004 4d515458 04 02 003c 0002 6964', ['unknown-version@2']],
  ['3.2.2.1', 'reserved acknowledge flags', '2002 0200', ['reserved-flags@2']],
  ['3.3.1.2', 'QoS 3', '3606 0001 74 0001 78', ['bad-qos@0']],
  ['3.3.1.1', 'a duplicate of QoS 0', '3804 0001 74 78', ['bad-duplicate@0']],
  ['3.3.2.1', 'a wildcard in a topic', '3006 0003 612f23 78', ['wildcard-in-topic@2']],
  ['3.3.2.1', 'no topic', '3003 0000 78', ['no-topic@2']],
  ['1.5.3', 'a topic that is not UTF-8', '3004 0002 61ff', ['invalid-utf-8@5']],
  ['1.5.3', 'a NUL in a topic', '3004 0002 6100', ['nul-in-text@5']],
  ['3.3.2', 'a topic beyond the end', '3004 0008 6161', ['no-topic@2', 'truncated@4']],
  ['2.3.1', 'packet identifier 0', '4002 0000', ['zero-identifier@2']],
  ['2.3.1', 'no packet identifier', '4001 00', ['truncated@2']],
  ['3.8.3', 'no filter', '8202 0001', ['no-filter@4']],
  ['3.8.3', 'QoS 3 asked for', '8206 0001 0001 74 03', ['bad-qos@7']],
  ['3.8.3', 'reserved options', '8206 0001 0001 74 10', ['reserved-flags@7']],
  ['4.7.1', 'a wildcard in a level', '8207 0001 0002 6123 00', ['bad-filter@4']],
  ['3.9.3', 'no return code', '9002 0001', ['no-code@4']],
  ['3.9.3', 'an unknown return code', '9003 0001 7f', ['unknown-code@4']],
  ['3.2.2.3', 'an unknown return code', '2002 00 06', ['unknown-code@3']],
  ['3.12', 'a ping with something to say', 'c001 00', ['trailing-bytes@2']],
  ['3.15', 'AUTH', 'f000', ['unknown-packet@0']],
];

const V5: readonly Row[] = [
  ['3.3.2', 'a topic beyond the end', '3004 0008 6161', ['no-topic@2', 'truncated@4']],
  ['2.2.2', 'an unknown property', '3006 0001 74 02 7f00', ['unknown-property@6']],
  [
    '2.2.2',
    'a property of another packet',
    '3009 0001 74 05 11 00000001',
    ['misplaced-property@6'],
  ],
  ['2.2.2', 'a property twice', '300a 0001 74 06 230001 230002', ['repeated-property@9']],
  ['3.3.2.3', 'topic alias 0', '3007 0001 74 03 23 0000', ['bad-value@6']],
  ['3.3.2.3', 'a boolean of 2', '3006 0001 74 02 01 02', ['bad-value@6']],
  ['2.2.2.1', 'properties beyond the end', '3005 0001 74 09 01', ['truncated@6', 'truncated@7']],
  ['2.2.2.1', 'a property length of five bytes', '3008 0001 74 ffffffff7f', ['truncated@5']],
  ['3.8.3.1', 'retain handling 3', '8207 0001 00 0001 74 30', ['bad-value@8']],
  ['2.4', 'an unknown reason code', '4003 0001 7f', ['unknown-code@4']],
  ['3.2.2.2', 'a reason code of other packets', '2003 00 8e 00', ['unknown-code@3']],
  ['3.7.2.1', 'a reason code of other packets', '7003 0001 80', ['unknown-code@4']],
  ['3.11.3', 'a reason code of other packets', 'b004 0001 00 81', ['unknown-code@5']],
  ['3.11.3', 'no reason code', 'b003 0001 00', ['no-code@5']],
  ['3.14.2.1', 'a reason code of other packets', 'e001 10', ['unknown-code@2']],
];

describe('a damaged packet says what is wrong where', () => {
  it.each(V4)('3.1.1 §%s: %s', (_, _what, bytes, problems) => {
    const dialogue = Dialogue.after(CONNECT_4);
    expect(problemsOf(dialogue.sent(bytes)[0])).toEqual(problems);
    expect(dialogue.sent('c000')[0]?.layer.summary).toBe('PINGREQ');
  });

  it.each(V5)('5 §%s: %s', (_, _what, bytes, problems) => {
    const dialogue = Dialogue.after(CONNECT_5);
    dialogue.received('2006 00 00 03 22 0009');
    expect(problemsOf(dialogue.sent(bytes)[0])).toEqual(problems);
    expect(dialogue.sent('c000')[0]?.layer.summary).toBe('PINGREQ');
  });

  it('and shows what can be read: what follows the properties as well', () => {
    const [unit] = Dialogue.after(CONNECT_5).received('3008 0001 74 02 7f00 6869');
    expect(fieldsOf(unit).slice(2)).toEqual([
      'topic: t',
      'properties length: 2',
      'properties',
      'payload: 2',
    ]);
  });
});

describe('bytes that are no packet', () => {
  it.each([
    ['a remaining length of five bytes', '30ffffffff7f00'],
    ['packet type 0', '0000'],
  ])('(%s) go on to the end of the message', (_, bytes) => {
    const dialogue = Dialogue.after(CONNECT_4);
    const units = dialogue.sent(`c000 ${bytes} c000`);
    expect(units.map(({ layer }) => layer.summary)).toEqual(['PINGREQ', 'not an MQTT packet']);
    expect(units.map(({ isForeign }) => isForeign)).toEqual([undefined, true]);
    expect(problemsOf(units[1])).toEqual(['not-a-packet@0']);
    expect(dialogue.sent('c000')[0]?.layer.summary).toBe('PINGREQ');
  });

  it('may be text, which does not come between the halves of a packet', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    expect(dialogue.sent('3006 0003 61')).toEqual([]);
    const [unit] = dialogue.feed('sent', Payload.ofText('{"a":1}'));
    expect([unit?.isForeign, problemsOf(unit)]).toEqual([true, ['not-binary@0']]);
    expect(dialogue.sent('2f62 78')[0]?.layer.summary).toBe('PUBLISH a/b');
  });

  it('are told from the first message on where flags are wrong', () => {
    const json = Payload.ofBytes(new TextEncoder().encode('{"a":1}'));
    expect(new Dialogue('mqtt').feed('sent', json)[0]?.isForeign).toBe(true);
  });
});

describe('a packet that is not whole', () => {
  it('is shown at the end', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3040 0003 612f62 7b7d');
    const [unit, ...more] = dialogue.end();
    expect(unit?.layer.summary).toBe('PUBLISH a/b');
    expect(problemsOf(unit)).toEqual(['truncated@9']);
    expect(more).toEqual([]);
  });

  it('gives way to whole packets that cannot be its rest', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('3040 0003 612f62 7b7d');
    const units = dialogue.sent('c000 3005 0003 612f63');
    expect(units.map(({ layer }) => layer.summary)).toEqual([
      'PUBLISH a/b',
      'PINGREQ',
      'PUBLISH a/c',
    ]);
    expect(problemsOf(units[0])).toEqual(['interrupted@9']);
  });

  it('is not kept beyond the limit, and its rest is passed over', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    const chunk = new Uint8Array(1024 * 1024).fill(0x61);
    // 17 MiB, seven bits in each byte.
    const head = '30 8080c008';
    expect(dialogue.sent(`${head} 0003 612f62`)).toEqual([]);
    const sizes: number[] = [];
    const names: string[] = [];
    const last = hex('c000');
    const end = new Uint8Array(chunk.length - 5 + last.length).fill(0x61);
    end.set(last, chunk.length - 5);
    for (const piece of [...Array<Uint8Array>(16).fill(chunk), end]) {
      for (const { layer } of dialogue.feed('sent', Payload.ofBytes(piece))) {
        sizes.push(layer.payload.byteLength);
        names.push(layer.summary);
      }
    }
    expect(names).toEqual(['PUBLISH a/b', 'rest of a packet', 'PINGREQ']);
    expect(sizes).toEqual([LIMITS.decoderPending + 10, chunk.length - 5, 2]);
  });
});
