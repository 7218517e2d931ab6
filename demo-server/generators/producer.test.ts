import { afterEach, expect, test, vi } from 'vitest';
import { Hub } from '../hub/hub.ts';
import { MemoryBus } from '../hub/memory-bus.ts';
import { Settings } from '../settings.ts';
import { startProducers } from './producer.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a server that was too busy does not make up for all that it has not said', () => {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const hub = new Hub(new MemoryBus());
  let count = 0;
  hub.subscribe('ticker', () => {
    count += 1;
  });
  const settings = new Settings();
  settings.change({ rate: { ticker: 500 } });
  const closing = new AbortController();
  startProducers({ hub, settings, closing: closing.signal }, 1);
  const step = (milliseconds: number) => {
    clock += milliseconds;
    count = 0;
    vi.advanceTimersByTime(20);
    return count;
  };
  expect(step(20)).toBe(10);
  expect(step(10_000)).toBe(100);
  expect(step(20)).toBe(10);
  closing.abort();
  expect(step(20)).toBe(0);
});
