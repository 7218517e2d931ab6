import { text } from '../natives.ts';

const STREAMS = ['event-stream', 'ndjson', 'jsonl', 'json-stream', 'json-seq'] as const;

/** Whether header lines declare a body that is read piece by piece. */
export function isStreamed(headerLines: string): boolean {
  const lines = text.toLowerCase(headerLines);
  const start = text.indexOf(lines, 'content-type:');
  if (start === -1) return false;
  const end = text.indexOf(lines, '\r\n', start);
  const type = text.slice(lines, start, end === -1 ? lines.length : end);
  for (let at = 0; at < STREAMS.length; at++) {
    if (text.indexOf(type, STREAMS[at] ?? '') !== -1) return true;
  }
  return false;
}
