import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JoinedBytes } from './joined-bytes.ts';

describe('joined bytes', () => {
  it('give views of a message that is read alone, without a copy', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const joined = new JoinedBytes();
    joined.append(7, bytes);
    const taken = joined.take(2);
    expect(taken.bytes.buffer).toBe(bytes.buffer);
    expect(taken.sources).toEqual([{ message: 7, range: [0, 2] }]);
    expect(joined.take(9).sources).toEqual([{ message: 7, range: [2, 3] }]);
  });

  it('come out as they went in, each byte with its message and place', () => {
    const step = fc.oneof(
      fc.record({ bytes: fc.uint8Array({ maxLength: 9 }) }),
      fc.record({ take: fc.nat(12) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const messages: Uint8Array[] = [];
        const joined = new JoinedBytes();
        const taken: { bytes: Uint8Array; wanted: number[] }[] = [];
        for (const one of steps) {
          if ('bytes' in one) joined.append(messages.push(one.bytes) - 1, one.bytes.slice());
          else {
            const { bytes, sources } = joined.take(one.take);
            const wanted = sources.flatMap(({ message, range }) => [
              ...(messages[message]?.subarray(...range) ?? []),
            ]);
            taken.push({ bytes, wanted });
          }
        }
        taken.push({ bytes: joined.take(Number.MAX_SAFE_INTEGER).bytes, wanted: [] });
        const all = taken.flatMap(({ bytes }) => [...bytes]);
        expect(all).toEqual(messages.flatMap((message) => [...message]));
        for (const { bytes, wanted } of taken.slice(0, -1)) expect([...bytes]).toEqual(wanted);
      }),
    );
  });

  it('never write into a message', () => {
    const buffer = Uint8Array.of(1, 2, 3, 4);
    const joined = new JoinedBytes();
    joined.append(0, buffer.subarray(0, 2));
    joined.append(1, Uint8Array.of(9));
    expect([...buffer]).toEqual([1, 2, 3, 4]);
    expect([...joined.bytes]).toEqual([1, 2, 9]);
  });

  it('grow in linear time', () => {
    const joined = new JoinedBytes();
    const byte = Uint8Array.of(1);
    const started = performance.now();
    for (let message = 0; message < 100_000; message += 1) joined.append(message, byte);
    expect(joined.length).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
