import { besidePeers, type Result } from './decoders/beside-peers.ts';
import { summariseMixed } from './decoders/mixed.ts';
import { ROUNDS } from './decoders/rounds.ts';

/** What we want: ratios to the peer's speed, and megabytes in a second. */
const GOALS = { summary: 1, full: 0.5, mixed: 100 };

/**
 * How fast our decoders are beside the parsers that applications use, on the same messages: `filed`
 * is what is done with every message (recognised, cut into records, filed under its channel);
 * `summary` also makes the summary of every layer, as for a row in view. Without that, `opened` makes
 * the trees as a person first sees them, and `tree` walks every field of them. The peer decodes the
 * protocol and the JSON in it, as an application does.
 */
export async function benchDecoders(): Promise<void> {
  write(
    `decoders: ${ROUNDS} rounds in turn after warm-up, ratios of medians of processor time, with`,
  );
  write(
    'garbage collection. 1.00 is as fast as the peer, 2.00 twice as fast; + says the goal is met.',
  );
  write(`goals: summary ${GOALS.summary.toFixed(2)}, tree ${GOALS.full.toFixed(2)}`);
  write(
    'filed: what is done with every message; summary: that and a row of the list; opened: that and',
  );
  write('the trees as first seen; tree: that and all that is in them; µs: filed and summarised\n');
  write(row('protocol', 'messages', 'bytes', 'µs', 'filed', 'summary', 'opened', 'tree', 'beside'));
  for (const result of besidePeers()) write(resultRow(result));
  const { megabytes, messages, meanBytes, rate, messageRate } = summariseMixed();
  const traffic = `${megabytes.toFixed(0)} MB in ${messages} messages of ${meanBytes.toFixed(0)} bytes`;
  write(`\nmixed traffic, summarised: ${traffic}, ${(messageRate / 1000).toFixed(0)} thousand/s`);
  write(`  ${rate.toFixed(0)} MB/s ${mark(rate, GOALS.mixed)} (goal: ${GOALS.mixed})`);
}

function resultRow(result: Result): string {
  const { match, size, bytes, summary } = result;
  const { filedRatio, summaryRatio, openedRatio, fullRatio } = result;
  return row(
    match.protocol,
    size,
    bytes.toFixed(0),
    (summary * 1000).toFixed(2),
    filedRatio.toFixed(2),
    `${summaryRatio.toFixed(2)} ${mark(summaryRatio, GOALS.summary)}`,
    openedRatio.toFixed(2),
    `${fullRatio.toFixed(2)} ${mark(fullRatio, GOALS.full)}`,
    match.peerName,
  );
}

/** Names to the left, numbers to the right, and the peer at the end. */
function row(protocol: string, size: string, ...cells: readonly string[]): string {
  const peer = cells.at(-1) ?? '';
  const numbers = cells.slice(0, -1).map((cell) => cell.padStart(9));
  return `  ${protocol.padEnd(12)} ${size.padEnd(9)}${numbers.join(' ')}   ${peer}`;
}

function mark(value: number, goal: number): string {
  return value >= goal ? '+' : '−';
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
