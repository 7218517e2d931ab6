/**
 * A span of time, given in milliseconds, as people read it: `0.4 ms`, `250 ms`, `12.3 s`,
 * `3 m 05 s`, `2 h 07 m`. A negative span keeps its sign.
 */
export function duration(milliseconds: number): string {
  if (milliseconds < 0) return `−${duration(-milliseconds)}`;
  if (milliseconds < 0.05) return '0 ms';
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
}

/** Time of day of an epoch time, in the person's zone, to the millisecond: `12:01:03.142`. */
export function timeOfDay(epoch: number): string {
  const date = new Date(epoch);
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Date and time of day, for tooltips: `2026-11-20 12:01:03.142`. */
export function dateAndTime(epoch: number): string {
  const date = new Date(epoch);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${timeOfDay(epoch)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
