import type { JournalRecord } from '../../insight/record.ts';
import type { Message } from '../../journal/message.ts';
import type { Divider } from '../recording/dividers.ts';

/** One row of the list. */
export type Row =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'divider'; readonly divider: Divider };

/** A row that holds something of the page's traffic. */
export type DataRow = Exclude<Row, { readonly kind: 'divider' }>;

/** Names a row for as long as the recording lasts; the time is where to look for it. */
export interface RowKey {
  readonly kind: 'record' | 'message';
  readonly number: number;
  readonly time: number;
}

export function keyOf(row: Row): RowKey | undefined {
  switch (row.kind) {
    case 'record':
      return { kind: 'record', number: row.record.number, time: row.record.time };
    case 'message':
      return { kind: 'message', number: row.message.number, time: row.message.time };
    case 'divider':
      return undefined;
    default:
      return row satisfies never;
  }
}

export function timeOf(row: Row): number {
  switch (row.kind) {
    case 'record':
      return row.record.time;
    case 'message':
      return row.message.time;
    case 'divider':
      return row.divider.time;
    default:
      return row satisfies never;
  }
}

export function isSameKey(one: RowKey | undefined, other: RowKey | undefined): boolean {
  return one?.kind === other?.kind && one?.number === other?.number;
}
