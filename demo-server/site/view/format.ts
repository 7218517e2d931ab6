const LARGE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1,204` */
export function countText(count: number): string {
  return LARGE.format(count);
}

/** `980 B`, `12.3 kB`, `4.0 MB` */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `40 ms`, `1.2 s`, `2 min` */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${round(milliseconds / 1000)} s`;
  return `${round(milliseconds / 60_000)} min`;
}

/** A latency, with fractions where they say something: `0.4 ms`, `1.2 s` */
export function latencyText(milliseconds: number): string {
  return milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : durationText(milliseconds);
}

/** A running clock, always with one decimal: `0.4 s`, `12.3 s` */
export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
}
