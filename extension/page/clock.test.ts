import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

function clocks() {
  const at = { monotonic: 1_000_000.25, wall: 1_000_000 };
  const now = createClock(
    () => at.monotonic,
    () => at.wall,
  );
  return { at, now };
}

test('the fine clock is believed while the two agree', () => {
  const { at, now } = clocks();
  expect(now()).toBe(1_000_000.25);
  at.monotonic += 10.125;
  at.wall += 40;
  expect(now()).toBe(1_000_010.375);
});

test('after the machine slept, time goes on where the wall clock is', () => {
  const { at, now } = clocks();
  now();
  at.wall += 3_600_000;
  expect(now()).toBe(4_600_000);
  at.monotonic += 0.5;
  at.wall += 1;
  expect(now()).toBe(4_600_000.5);
});

test('a wall clock that was set back is followed', () => {
  const { at, now } = clocks();
  at.wall -= 5_000;
  expect(now()).toBe(995_000);
});
