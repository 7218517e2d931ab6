import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { Dialogue, kindsOf } from './dialogue.fixture.ts';
import { concat, cuts, eol, frames, told, type Wire, write } from './frames.fixture.ts';

const encoder = new TextEncoder();

/** The units of a stream whose bytes came cut at these places. */
function feed(bytes: Uint8Array, places: readonly number[]): readonly Unit[] {
  const dialogue = new Dialogue('v12.stomp');
  const borders = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  const units = borders
    .slice(1)
    .flatMap((end, index) =>
      dialogue.feed('sent', Payload.ofBytes(bytes.slice(borders[index], end))),
    );
  return [...units, ...dialogue.end()];
}

describe('any frames, cut anywhere,', () => {
  it('say what was written', () => {
    fc.assert(
      fc.property(frames, eol, cuts, (list, lineEnd, places) => {
        const units = feed(concat(list.map((wire) => write(wire, lineEnd))), places);
        expect(units.map(told)).toEqual(
          list.map(({ command, headers: pairs, body }) => [command, pairs, [...body]]),
        );
        const kinds = new Set(units.flatMap(kindsOf));
        kinds.delete('missing-header');
        expect([...kinds]).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('say the same at every single place', () => {
    const list: readonly Wire[] = [
      { command: 'SEND', headers: [['é', '€\r\n']], body: encoder.encode('hello €') },
      { command: 'MESSAGE', headers: [['content-length', '3']], body: Uint8Array.of(0, 10, 0) },
      { command: 'ACK', headers: [['id', 'x:y']], body: new Uint8Array(0) },
    ];
    for (const lineEnd of ['\n', '\r\n']) {
      const bytes = concat(list.map((wire) => write(wire, lineEnd)));
      const whole = feed(bytes, []).map(told);
      expect(whole).toHaveLength(3);
      for (let place = 0; place < bytes.length; place += 1) {
        expect(feed(bytes, [place]).map(told)).toEqual(whole);
      }
      const everywhere = Array.from({ length: bytes.length }, (_, place) => place);
      expect(feed(bytes, everywhere).map(told)).toEqual(whole);
    }
  });
});

describe('a body that holds a frame', () => {
  it('is one body, cut once at any place', () => {
    const body = encoder.encode('x\0SEND\ndestination:/b\n\n\0');
    const headers = [['content-length', `${body.length}`]] as const;
    const bytes = write({ command: 'SEND', headers, body }, '\n');
    for (let place = 0; place < bytes.length; place += 1) {
      expect(feed(bytes, [place]).map(told)).toEqual([['SEND', headers, [...body]]]);
    }
  });
});

describe('damaged frames', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });

  it('never throw, never lose a byte, and keep every offset within its frame', () => {
    fc.assert(
      fc.property(frames, eol, cuts, damage, (list, lineEnd, places, hits) => {
        const bytes = concat(list.map((wire) => write(wire, lineEnd)));
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const units = feed(bytes, places);
        expect(concat(units.map((unit) => unit.layer.payload.bytes))).toEqual(bytes);
        for (const { layer } of units) {
          for (const { offset } of layer.problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(layer.payload.byteLength);
          }
        }
      }),
      { numRuns: 600 },
    );
  });

  it('do not harm the frames of later messages', () => {
    const good = 'SEND\ndestination:/good\n\nx\0';
    fc.assert(
      fc.property(frames, damage, (list, hits) => {
        const bytes = concat(list.map((wire) => write(wire, '\n')));
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const dialogue = new Dialogue('v12.stomp');
        const units = [...dialogue.feed('sent', Payload.ofBytes(bytes)), ...dialogue.sent(good)];
        units.push(...dialogue.sent(good), ...dialogue.end());
        expect(units.at(-1)?.layer.summary).toBe('SEND /good');
      }),
      { numRuns: 400 },
    );
  });
});
