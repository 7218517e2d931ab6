import { readLog } from '../../extension/formats/ndjson/read.ts';
import { writeLog } from '../../extension/formats/ndjson/write.ts';
import { Derivation } from '../../extension/insight/derivation.ts';
import { Journal } from '../../extension/journal/journal.ts';
import { type LogLine, parseLines } from '../lines.ts';

/** Lines that are derived from the others. */
export function isDerived({ kind }: LogLine): boolean {
  return kind === 'record' || kind === 'channel';
}

/** The derived lines of a log as `npm run decode` makes them from its other lines. */
export async function derivedAgain(lines: readonly LogLine[]): Promise<LogLine[]> {
  const log = await readLog(lines.map((line) => JSON.stringify(line)));
  const journal = new Journal();
  for (const event of log.events()) journal.take(event);
  const derivation = new Derivation(journal);
  const endedAt = log.end?.time ?? 0;
  derivation.advance(endedAt);
  const again = writeLog(journal, derivation, { startedAt: 0, endedAt });
  return parseLines<LogLine>([...again].join('')).filter(isDerived);
}
