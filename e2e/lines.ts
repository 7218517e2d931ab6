import type { LogLine } from '../extension/formats/ndjson/lines.ts';

export type {
  ConnectionLine,
  LogLine,
  MessageLine,
} from '../extension/formats/ndjson/lines.ts';

/** Reads NDJSON. */
export function parseLines<Line>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** The lines of one kind. */
export function linesOf<Kind extends LogLine['kind']>(
  lines: readonly LogLine[],
  kind: Kind,
): Extract<LogLine, { kind: Kind }>[] {
  return lines.filter((line): line is Extract<LogLine, { kind: Kind }> => line.kind === kind);
}
