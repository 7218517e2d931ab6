import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventAlignment } from './event-alignment.ts';

const logged = (type: string, id: string) => ({ time: Number(id), type, id, data: `data ${id}` });
const heard = (type: string, id: string, position: number) => ({
  type,
  id,
  data: `data ${id}`,
  position,
});

describe('events of an EventSource that only the browser’s log saw', () => {
  it('are told once the page had time to report them', () => {
    const alignment = new EventAlignment();
    expect(alignment.logged([logged('quiet', '1')], 0)).toEqual([]);
    expect(alignment.logged([], 499)).toEqual([]);
    expect(alignment.logged([], 500)).toMatchObject([{ type: 'quiet', id: '1' }]);
    expect(alignment.logged([], 9_999)).toEqual([]);
  });

  it('come between their neighbours', () => {
    const alignment = new EventAlignment();
    alignment.heard(heard('message', '1', 0));
    alignment.heard(heard('message', '4', 1));
    const events = [
      logged('message', '1'),
      logged('quiet', '2'),
      logged('quiet', '3'),
      logged('message', '4'),
    ];
    alignment.logged(events, 0);
    const [second, third] = alignment.logged([], 500).map((event) => event.position);
    expect(second).toBeGreaterThan(0);
    expect(third).toBeGreaterThan(second ?? 0);
    expect(third).toBeLessThan(1);
  });

  it('never include one of type message: the taps always hear those', () => {
    const alignment = new EventAlignment();
    alignment.logged([logged('message', '1')], 0);
    expect(alignment.logged([], 10_000)).toEqual([]);
  });

  it('are told, too, after more than can be remembered', () => {
    const alignment = new EventAlignment();
    const data = 'x'.repeat(1024 * 1024);
    for (let at = 0; at < 40; at += 1) {
      alignment.heard({ ...heard('message', String(at), at), data });
    }
    const late = { ...logged('message', '39'), data };
    alignment.logged([late, logged('quiet', '40')], 0);
    expect(alignment.logged([], 500)).toMatchObject([{ type: 'quiet', position: 39.5 }]);
  });

  it('are exactly those of the types that the page does not listen to', () => {
    const stream = fc.array(fc.constantFrom('tick', 'quiet', 'silent'), { maxLength: 60 });
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 7 }), (types, step) => {
        const alignment = new EventAlignment();
        const events = types.map((type, index) => logged(type, String(index)));
        const unheard = [];
        let position = 0;
        for (let at = 0; at < events.length; at += step) {
          const some = events.slice(at, at + step);
          unheard.push(...alignment.logged(some, at));
          for (const { type, id } of some) {
            if (type !== 'tick') continue;
            alignment.heard(heard(type, id, position));
            position += 1;
          }
        }
        unheard.push(...alignment.logged([], 100_000));
        expect(unheard.map((event) => event.id)).toEqual(
          events.filter((event) => event.type !== 'tick').map((event) => event.id),
        );
        const positions = unheard.map((event) => event.position);
        expect(positions).toEqual([...positions].sort((one, other) => one - other));
      }),
    );
  });
});
