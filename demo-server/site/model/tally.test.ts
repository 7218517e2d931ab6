import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Crossing } from '../transports/crossing.ts';
import { NO_TALLY, percentile, since, withCrossing, withMessage } from './tally.ts';

describe('percentile, by nearest rank', () => {
  test.each([
    [[], 0.5, undefined],
    [[7], 0.95, 7],
    [[1, 2, 3, 4], 0.5, 2],
    [[4, 1, 3, 2, 5], 0.5, 3],
    [Array.from({ length: 100 }, (_, at) => 100 - at), 0.95, 95],
    [[9, 10, 100], 1, 100],
  ])('of %j at %d is %s', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  test('is one of the values, and at least so large a share is not above it', () => {
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const found = percentile(all, share) ?? Number.NaN;
        expect(all).toContain(found);
        expect(all.filter((value) => value <= found).length / all.length).toBeGreaterThanOrEqual(
          share - 1e-9,
        );
      }),
    );
  });
});

test('what was added since is counted alone', () => {
  const request: Crossing = {
    direction: 'sent',
    exchange: 1,
    role: 'request',
    label: 'GET /',
    head: 100,
    body: 5,
    isEstimate: true,
  };
  const before = withMessage(withCrossing(NO_TALLY, request), 3);
  const after = withMessage(withCrossing(withMessage(before, undefined), request), 9);
  expect(since(before, after)).toEqual({
    requests: 1,
    emptyAnswers: 0,
    messages: 2,
    head: 100,
    body: 5,
    latencies: [9],
  });
});
