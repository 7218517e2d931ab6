import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Crossing } from '../transports/crossing.ts';
import { draw, type Seen } from './diagram.ts';

const crossing = (exchange: number, role: Crossing['role']): Crossing => ({
  direction: role === 'request' ? 'sent' : 'received',
  exchange,
  role,
  label: role,
  head: 10,
  body: 0,
  isEstimate: false,
});
const seen = (...all: readonly [at: number, exchange: number, role: Crossing['role']][]): Seen[] =>
  all.map(([at, exchange, role]) => ({ at, crossing: crossing(exchange, role) }));

describe('a sequence diagram', () => {
  test('has an arrow a crossing, downwards in their order, with the time since the first', () => {
    const { arrows } = draw(seen([1000, 1, 'request'], [1005, 1, 'answer']), 10);
    expect(arrows.map(({ time }) => time)).toEqual([0, 5]);
    expect(arrows[1]?.y).toBeGreaterThan(arrows[0]?.y ?? 0);
  });

  test('shows how long an answer was held back', () => {
    const { spans } = draw(seen([0, 1, 'request'], [20_000, 1, 'answer']), 10);
    expect(spans).toMatchObject([{ lasted: 20_000, isOpen: false, isCutAtTop: false }]);
  });

  test('draws longer silence longer, within bounds', () => {
    const height = (pause: number) =>
      draw(seen([0, 1, 'request'], [pause, 1, 'answer']), 10).height;
    expect(height(10)).toBe(height(90));
    expect(height(1000)).toBeGreaterThan(height(90));
    expect(height(1e9)).toBe(height(1e8));
  });

  test('keeps what is open across the top, and ends nothing that goes on', () => {
    const { spans, arrows } = draw(
      seen([0, 1, 'request'], [1, 1, 'begin'], [2, 1, 'message'], [3, 1, 'message']),
      2,
    );
    expect(arrows.map(({ key }) => key)).toEqual([2, 3]);
    expect(spans).toMatchObject([{ isCutAtTop: true, isOpen: true, lasted: 3 }]);
  });

  test('forgets what ended before', () => {
    const before = seen([0, 1, 'request'], [1, 1, 'answer'], [2, 2, 'request'], [3, 2, 'answer']);
    expect(draw(before, 2).spans.map(({ exchange }) => exchange)).toEqual([2]);
  });

  test('puts what is open at once side by side, and what follows in the same place', () => {
    const { spans } = draw(
      seen(
        [0, 1, 'request'],
        [1, 2, 'request'],
        [2, 2, 'answer'],
        [3, 3, 'request'],
        [4, 3, 'answer'],
        [5, 1, 'answer'],
      ),
      10,
    );
    expect(spans.map(({ exchange, column }) => [exchange, column])).toEqual([
      [1, 0],
      [2, 1],
      [3, 1],
    ]);
  });

  test('never overlaps within a column, whatever crosses', () => {
    const role = fc.constantFrom<Crossing['role']>('request', 'answer', 'begin', 'message', 'end');
    const any = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 5 }), role));
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 30 }), (steps, rows) => {
        const { spans, arrows, height } = draw(seen(...steps), rows);
        expect(arrows.length).toBe(Math.min(rows, steps.length));
        for (const { from, to } of spans) expect(to).toBeLessThanOrEqual(height + from);
        for (const one of spans)
          for (const other of spans)
            if (one !== other && one.column === other.column)
              expect(one.to < other.from || other.to < one.from).toBe(true);
      }),
    );
  });
});
