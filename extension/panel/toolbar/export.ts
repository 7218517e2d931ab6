import type { Recording } from '../recording/recording.ts';

/** Characters of the log that are put together at a time. */
const PIECE = 4_000_000;

/** Puts the lines of a log, each with its line feed, together as a file: never as one string. */
export function fileOf(lines: Iterable<string>): Blob {
  const pieces: Blob[] = [];
  let piece: string[] = [];
  let length = 0;
  const flush = () => {
    pieces.push(new Blob(piece));
    piece = [];
    length = 0;
  };
  for (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length > PIECE) flush();
  }
  flush();
  return new Blob(pieces, { type: 'application/x-ndjson' });
}

/** Name of an exported file: `pushscope-2026-11-20-12-01-03.ndjson`. */
export function fileName(now: Date): string {
  return `pushscope-${now.toISOString().slice(0, 19).replace(/[T:]/g, '-')}.ndjson`;
}

/** Browsers whose user agent also names Chrome come first. */
const BROWSERS = [/\bEdg\/[\d.]+/, /\bOPR\/[\d.]+/, /Chrome\/[\d.]+/, /\bFirefox\/[\d.]+/];

/** The browser as its user agent string names it: `Chrome/156.0.0.0`. */
export function browserOf(userAgent: string): string {
  for (const pattern of BROWSERS) {
    const [name] = pattern.exec(userAgent) ?? [];
    if (name !== undefined) return name;
  }
  return userAgent;
}

/** Writes everything recorded to a file that the browser downloads. */
export function exportLog(recording: Recording): void {
  const url = URL.createObjectURL(
    fileOf(recording.log(browserOf(navigator.userAgent), Date.now())),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(new Date());
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
