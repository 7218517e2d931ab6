import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, Unit } from '../contract.ts';
import { CONNECT_4, CONNECT_5, concat, Dialogue, hex } from './dialogue.fixture.ts';

const encoder = new TextEncoder();

function text(value: string): Uint8Array {
  const bytes = encoder.encode(value);
  return concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}

function packet(first: number, body: Uint8Array): Uint8Array {
  const length: number[] = [];
  let left = body.length;
  do {
    length.push((left % 128) + (left >= 128 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return concat([Uint8Array.of(first, ...length), body]);
}

interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
}

const publication = fc.record({
  topic: fc.stringMatching(/^[a-zé/]{1,6}$/),
  payload: fc.uint8Array({ maxLength: 200 }),
});
const publications = fc.array(publication, { minLength: 1, maxLength: 5 });

function write({ topic, payload }: Publication, isFive: boolean): Uint8Array {
  const properties = isFive ? Uint8Array.of(3, 0x23, 0, 9) : new Uint8Array(0);
  return packet(0x30, concat([text(topic), properties, payload]));
}

function told({ layer, channel }: Unit): unknown {
  return [channel?.name, [...(layer.inner?.payload.bytes ?? [])]];
}

/** What a stream says whose bytes came cut at these places. */
function feed(connect: string, bytes: Uint8Array, places: readonly number[]): readonly Unit[] {
  const dialogue = Dialogue.after(connect);
  const sorted = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
  const borders = [0, ...sorted, bytes.length];
  const units = borders
    .slice(1)
    .flatMap((end, index) =>
      dialogue.feed('sent', Payload.ofBytes(bytes.slice(borders[index], end))),
    );
  return [...units, ...dialogue.end()];
}

describe('packets, cut into messages anywhere,', () => {
  it('say what was written', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(publications, fc.boolean(), cuts, (list, isFive, places) => {
        const bytes = concat(list.map((one) => write(one, isFive)));
        const units = feed(isFive ? CONNECT_5 : CONNECT_4, bytes, places);
        expect(units.map(told)).toEqual(list.map(({ topic, payload }) => [topic, [...payload]]));
      }),
      { numRuns: 300 },
    );
  });

  it('say the same at every single place, and byte by byte', () => {
    const bytes = hex(
      '3209 0003 612f62 0001 7b7d 4002 0007 c000 8206 0002 0001 74 01 3004 0001 74 78 e000',
    );
    const whole = feed(CONNECT_4, bytes, []);
    expect(whole.map(({ layer }) => layer.summary)).toEqual([
      'PUBLISH a/b, QoS 1',
      'PUBACK 7',
      'PINGREQ',
      'SUBSCRIBE t',
      'PUBLISH t',
      'DISCONNECT',
    ]);
    for (let place = 0; place < bytes.length; place += 1) {
      const units = feed(CONNECT_4, bytes, [place]);
      expect(units.map(({ layer }) => layer.summary)).toEqual(
        whole.map(({ layer }) => layer.summary),
      );
    }
    const everywhere = Array.from(bytes, (_, place) => place);
    expect(feed(CONNECT_4, bytes, everywhere).map(told)).toEqual(whole.map(told));
  });

  it('name the messages and bytes they came from', () => {
    const dialogue = Dialogue.after(CONNECT_4);
    dialogue.sent('c000 3004 0001');
    const [unit] = dialogue.sent('74 78 c000');
    expect(unit?.sources).toEqual([
      { message: 1, range: [2, 6] },
      { message: 2, range: [0, 2] },
    ]);
  });
});

describe('damaged packets', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  const samples = [
    '1023 0004 4d515454 04 ee 000a 0002 6964 0001 77 0003 627965 0006 6d6172696e61 0003 707764',
    '2010 00 00 0d 12 0003 616263 13 001e 24 01 2a 00',
    '820c 0009 03 0b 8002 0003 612f2b 2e',
    '5008 0007 97 04 1f 0001 78',
    '9005 0009 00 01 87 f00a 18 08 15 0001 53 16 0001 70',
    '3224 0001 74 0007 1b 0101 0200000e10 03000178 08000172 090002cafe 2600016b000176 7b7d20',
  ].map(hex);

  function isOrdered(unit: Unit): void {
    for (const { offset } of unit.layer.problems) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(unit.layer.payload.byteLength);
    }
    checkRanges(unit.layer.fields(), 0, unit.layer.payload.byteLength);
  }

  /** Fields lie one behind the other, and those inside others within them. */
  function checkRanges(fields: readonly Field[], start: number, end: number): void {
    let reached = start;
    for (const { range, children } of fields) {
      expect(range[0]).toBeGreaterThanOrEqual(reached);
      expect(range[1]).toBeGreaterThanOrEqual(range[0]);
      if (children) checkRanges(children, range[0], range[1]);
      reached = range[1];
    }
    expect(reached).toBeLessThanOrEqual(end);
  }

  it('never throw, never lose a byte, and keep every offset within the packet', () => {
    const bytes = fc.array(fc.constantFrom(...samples), { minLength: 1, maxLength: 4 }).map(concat);
    const connect = fc.constantFrom(CONNECT_4, CONNECT_5, 'c000');
    fc.assert(
      fc.property(bytes, damage, connect, fc.nat(), (sound, hits, begin, place) => {
        const wrong = sound.slice();
        for (const [at, byte] of hits) wrong[at % wrong.length] = byte;
        const units = feed(begin, wrong, [place]);
        expect(concat(units.map((unit) => unit.layer.payload.bytes))).toEqual(wrong);
        for (const unit of units) isOrdered(unit);
      }),
      { numRuns: 1500 },
    );
  });

  it('do not harm the packets of the messages after next', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), damage, (sound, hits) => {
        const wrong = sound.slice();
        // A longer remaining length would take in what follows: that is another test's.
        for (const [at, byte] of hits) wrong[2 + (at % (wrong.length - 2))] = byte;
        const dialogue = Dialogue.after(CONNECT_5);
        dialogue.feed('sent', Payload.ofBytes(wrong));
        dialogue.sent('c000');
        dialogue.sent('c000');
        const units = [...dialogue.sent('c000'), ...dialogue.end()];
        expect(units.at(-1)?.layer.summary).toBe('PINGREQ');
      }),
      { numRuns: 400 },
    );
  });
});
