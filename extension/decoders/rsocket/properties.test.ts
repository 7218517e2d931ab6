import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, Field, Unit } from '../contract.ts';
import {
  ascii,
  flat,
  frame,
  hex,
  metadata,
  number,
  route,
  Socket,
  setup,
} from './frames.fixture.ts';

const SAMPLES: readonly Uint8Array[] = [
  setup(undefined, undefined, { flags: 0x140, token: 'tok', content: metadata(route('a')) }),
  frame(0, 2, 0x100, number(5, 4), number(9, 4), route('x')),
  frame(0, 3, 0x80, number(5, 8), 'cafe'),
  frame(1, 4, 0x180, metadata(`fc${metadata(`80 0002 ${ascii('bobsecret')}`)}`), ascii('{"a":')),
  frame(1, 6, 0x100, number(5, 4), metadata(`05${ascii('text/x')}${metadata('6162')}`)),
  frame(1, 7, 0x100, number(5, 4), metadata(`fb${metadata('85a1')}fa${metadata('81')}`)),
  frame(1, 8, 0, number(5, 4)),
  frame(1, 9, 0),
  frame(1, 10, 0xa0, ascii('1}')),
  frame(1, 10, 0x60, ascii('{}')),
  frame(1, 11, 0, number(0x201, 4), ascii('boom')),
  frame(0, 12, 0x100, `fd${metadata(`84${'00'.repeat(24)}`)}`),
  frame(0, 13, 0, '00010000', '0001 74', number(1, 8), number(7, 8)),
  frame(0, 14, 0, number(1, 8)),
  frame(1, 0x3f, 0x200, number(7, 4), 'ff'),
].map(hex);

const hit = fc.tuple(fc.nat(), fc.nat(255));
const message = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(hit, { maxLength: 3 }),
    fc.option(fc.nat(), { freq: 4 }),
    fc.constantFrom<Direction>('sent', 'received'),
  )
  .map(([sample, hits, cut, direction]) => {
    const bytes = sample.slice(0, cut === null ? sample.length : cut % (sample.length + 1));
    for (const [at, byte] of hits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return { bytes, direction };
  });

function check({ layer }: Unit): void {
  const length = layer.payload.byteLength;
  expect(layer.summary.length).toBeLessThanOrEqual(130);
  for (const { offset, reason } of layer.problems) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(length);
    expect(reason).toMatch(/\.$/);
  }
  checkRanges(layer.fields(), 0, length);
  if (layer.inner?.range) {
    expect(layer.inner.payload.bytes).toEqual(layer.payload.bytes.subarray(...layer.inner.range));
  }
}

/** Fields lie one behind the other, and those inside others within them. */
function checkRanges(fields: readonly Field[], start: number, end: number): void {
  let reached = start;
  for (const { range, children } of fields) {
    if (range[0] === 0 && range[1] === 0) continue;
    expect(range[0]).toBeGreaterThanOrEqual(reached);
    expect(range[1]).toBeGreaterThanOrEqual(range[0]);
    if (children) checkRanges(children, range[0], range[1]);
    reached = range[1];
  }
  expect(reached).toBeLessThanOrEqual(end);
}

describe('damaged frames', () => {
  it('never throw, never lose a byte, and keep every range within the record', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
        const socket = new Socket();
        const units = messages.flatMap(({ bytes, direction }) => socket.feed(direction, bytes));
        units.push(...socket.end());
        for (const unit of units) check(unit);
        const seen = units
          .flatMap(({ sources }) => sources)
          .map(({ message: index, range }) => [index, ...range]);
        const sent = messages.flatMap(({ bytes }, index) =>
          bytes.length > 0 ? [[index, 0, bytes.length]] : [],
        );
        expect(seen.toSorted(([first = 0], [second = 0]) => first - second)).toEqual(sent);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('data in fragments', () => {
  it('is what it was, however it was cut', () => {
    const sizes = fc.array(fc.nat(6), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), sizes, (data, cuts) => {
        const socket = Socket.after();
        const units: Unit[] = [];
        let at = 0;
        for (const [index, size] of [...cuts, data.length].entries()) {
          const isLast = index === cuts.length;
          const piece = [...data.subarray(at, at + size)].map((byte) => number(byte, 1)).join('');
          at += size;
          const flags = isLast ? 0 : 0x80;
          const digits =
            index === 0 ? frame(1, 5, flags, piece) : frame(1, 10, flags | 0x20, piece);
          units.push(...socket.sent(digits));
        }
        expect(units).toHaveLength(1);
        expect([...(units[0]?.layer.inner?.payload.bytes ?? [])]).toEqual([...data]);
        expect(units[0]?.layer.problems).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the secret of a request', () => {
  it('is in no field of it, however the metadata was cut into fragments', () => {
    const whole = hex(`fc${metadata(`80 0002 ${ascii('bobsecret')}`)}`);
    for (let place = 0; place <= whole.length; place += 1) {
      const socket = Socket.after();
      const [first = '', second = ''] = [whole.subarray(0, place), whole.subarray(place)].map(
        (part) => metadata([...part].map((byte) => number(byte, 1)).join('')),
      );
      socket.sent(frame(1, 4, 0x180, first));
      const units = socket.sent(frame(1, 10, 0x120, second));
      const shown = flat(units[0]?.layer.fields() ?? []).map(
        ({ value, note }) => `${value} ${note}`,
      );
      expect(shown.join()).not.toContain('secret');
      expect(shown.join()).toContain('•••');
      expect(units[0]?.layer.problems).toEqual([]);
    }
  });
});
