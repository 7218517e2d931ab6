import { fileOf } from '../recording/log-file.ts';
import type { Recording } from '../recording/recording.ts';

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
