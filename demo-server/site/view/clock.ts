import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** The time now, epoch milliseconds; moves only while something on the page shows a running clock. */
export const now = signal(Date.now());

const STEP = 100;

let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Keeps {@link now} moving while `isNeeded`. */
export function useClock(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    watchers += 1;
    now.value = Date.now();
    timer ??= setInterval(() => {
      now.value = Date.now();
    }, STEP);
    return () => {
      watchers -= 1;
      if (watchers > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, [isNeeded]);
}
