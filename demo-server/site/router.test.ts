import { expect, test } from 'vitest';
import { hashOf, routeOf } from './router.ts';
import { TRANSPORTS } from './transports/transport.ts';

test.each([
  ['', { page: 'laboratory' }],
  ['#/', { page: 'laboratory' }],
  ['#/nonsense', { page: 'laboratory' }],
  ['#/race', { page: 'race' }],
  ['#/lesson/sse', { page: 'lessons', lesson: 'sse' }],
  ['#/lessons', { page: 'lessons', lesson: 'polling' }],
  ['#/lesson/nonsense', { page: 'lessons', lesson: 'polling' }],
])('%s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('every page has an address of its own', () => {
  for (const page of ['laboratory', 'race', 'cluster', 'faults'] as const)
    expect(routeOf(hashOf({ page }))).toEqual({ page });
  for (const lesson of TRANSPORTS)
    expect(routeOf(hashOf({ page: 'lessons', lesson }))).toEqual({ page: 'lessons', lesson });
});
