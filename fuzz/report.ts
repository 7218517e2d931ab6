import { decodeUtf8 } from '../extension/bytes/utf8.ts';
import type { Finding } from './campaign.ts';
import { hexOf } from './seeds/write.ts';

/** What the table says of a protocol. */
export interface Tally {
  readonly protocol: string;
  readonly conversations: number;
  readonly messages: number;
  readonly milliseconds: number;
}

const COLUMNS = ['protocol', 'conversations', 'messages', 'per second'] as const;

/** The tallies as aligned lines, with a sum. */
export function table(tallies: readonly Tally[]): string {
  const sum = tallies.reduce((all, one) => ({
    protocol: 'all',
    conversations: all.conversations + one.conversations,
    messages: all.messages + one.messages,
    milliseconds: all.milliseconds + one.milliseconds,
  }));
  const rows = [COLUMNS, ...[...tallies, sum].map(cellsOf)];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
  return rows.map((row) => `${line(row).join('  ')}\n`).join('');
}

function cellsOf({ protocol, conversations, messages, milliseconds }: Tally): readonly string[] {
  const perSecond = Math.round((messages * 1000) / Math.max(milliseconds, 1));
  return [protocol, ...[conversations, messages, perSecond].map((one) => one.toLocaleString('en'))];
}

/** Bytes of a message that are shown; the seed makes the others again. */
const SHOWN = 2000;

/** A finding with everything that is needed to see it again. */
export function reproduction(finding: Finding): string {
  const { protocol, seed, number, kind, message, conversation } = finding;
  const { facts, framing, said } = conversation;
  const again = `npm run fuzz -- --minutes 1 --seed ${seed} --protocol ${protocol} --from ${number}`;
  const lines = said.map(({ direction, isText, bytes }) => {
    const shown = bytes.subarray(0, SHOWN);
    const rest = bytes.length > SHOWN ? ` and ${bytes.length - SHOWN} bytes more` : '';
    const text = JSON.stringify(decodeUtf8(shown));
    return `  ${direction} ${isText ? 'text' : 'binary'} ${hexOf(shown)}${rest}\n    ${text}`;
  });
  return [
    `${protocol} breaks a promise (${kind}): ${message}`,
    `  facts ${JSON.stringify(facts)}, framing ${framing}`,
    ...lines,
    `again: ${again}\n`,
  ].join('\n');
}
