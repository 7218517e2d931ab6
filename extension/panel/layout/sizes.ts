import { type Signal, signal } from '@preact/signals';

/** A length that the person can drag, in pixels, remembered from one opening to the next. */
export interface Size {
  readonly value: Signal<number>;
  readonly minimum: number;
  readonly maximum: number;
}

function size(name: string, initial: number, minimum: number, maximum: number): Size {
  const key = `size ${name}`;
  const kept = Number(globalThis.localStorage?.getItem(key) ?? Number.NaN);
  const value = signal(kept >= minimum && kept <= maximum ? kept : initial);
  value.subscribe((next) => {
    if (next !== initial) globalThis.localStorage?.setItem(key, String(next));
  });
  return { value, minimum, maximum };
}

/** Room for sixteen bytes in a line, where the panel is wide enough to give it. */
function detailShare(): number {
  return Math.round(Math.min(600, Math.max(400, (globalThis.innerWidth || 0) * 0.36)));
}

export const sizes = {
  connections: size('connections', 264, 140, 600),
  detailWidth: size('detail width', detailShare(), 240, 1600),
  detailHeight: size('detail height', 280, 100, 1200),
  bytesHeight: size('bytes height', 170, 60, 1200),
  time: size('column time', 92, 60, 240),
  delta: size('column delta', 64, 40, 160),
  place: size('column place', 190, 60, 600),
  size: size('column size', 62, 40, 160),
};

/** Sets a size within its limits. */
export function resize(size: Size, to: number): void {
  size.value.value = Math.round(Math.min(size.maximum, Math.max(size.minimum, to)));
}
