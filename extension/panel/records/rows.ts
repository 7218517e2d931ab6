import { signal } from '@preact/signals';
import type { JournalRecord } from '../../insight/record.ts';
import type { Message } from '../../journal/message.ts';
import type { Choices } from '../choices.ts';
import type { Divider } from '../recording/dividers.ts';
import type { Recording } from '../recording/recording.ts';
import { FilteredRows, lowerBound } from './filtered-rows.ts';
import { MessageOrder } from './message-order.ts';
import { type DataRow, isSameKey, keyOf, type Row, type RowKey, timeOf } from './row.ts';
import { RowTest } from './row-test.ts';

/** The rows of the list as the person's choices make them, kept up as the recording grows. */
export class Rows {
  /** Counts changes of the rows. */
  readonly revision = signal(0);
  /** A new filter has not yet been tried on everything. */
  readonly isFiltering = signal(false);
  readonly #test: RowTest;
  readonly #messages: MessageOrder;
  #filtered = new FilteredRows();
  #choice: unknown;
  #restarts = 0;
  #seen: DataRow | undefined;
  #recordsRevision = -1;
  #dividers: readonly Divider[] = [];
  /** For each divider, how many passing rows come before it. */
  #dividedAt: readonly number[] = [];

  constructor(
    readonly recording: Recording,
    readonly choices: Choices,
  ) {
    this.#test = new RowTest(recording, choices);
    this.#messages = new MessageOrder(recording.journal);
  }

  get length(): number {
    return this.#filtered.passing.length + this.#dividers.length;
  }

  /** How often the list began anew because something else was chosen. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Rows that are not dividers. */
  get matching(): number {
    return this.#filtered.passing.length;
  }

  /** The row at a position of the list. */
  at(position: number): Row | undefined {
    const before = lowerBound(
      this.#dividedAt.length,
      (i) => (this.#dividedAt[i] ?? 0) + i - position,
    );
    const divider = this.#dividers[before];
    if (divider && this.#dividedAt[before] === position - before)
      return { kind: 'divider', divider };
    return this.#matchingAt(position - before);
  }

  /** Position of a row, or −1 where it is not in the list. */
  find(key: RowKey | undefined): number {
    if (!key || (key.kind === 'message') !== this.choices.isRaw.peek()) return -1;
    const { length } = this;
    for (let position = this.positionAt(key.time); position < length; position++) {
      const row = this.at(position);
      if (!row || timeOf(row) > key.time) return -1;
      if (isSameKey(keyOf(row), key)) return position;
    }
    return -1;
  }

  /** Position of the first row that is not before a time; `length` where all are. */
  positionAt(time: number): number {
    return lowerBound(this.length, (i) => timeOfRow(this.at(i)) - time);
  }

  /** The row with this key; once seen it stays known, even where a filter hides it now. */
  selectedRow(key: RowKey | undefined): DataRow | undefined {
    if (!key) return undefined;
    if (this.#seen && isSameKey(keyOf(this.#seen), key)) return this.#seen;
    const row = this.at(this.find(key));
    this.#seen = row?.kind === 'divider' ? undefined : row;
    return this.#seen;
  }

  /** Lets go of the row that was selected. */
  forget(): void {
    this.#seen = undefined;
  }

  /** Takes in what is new, or goes on trying a new filter, while `mayGoOn` allows it. */
  advance(mayGoOn: () => boolean): void {
    const isRestarted = this.#restartIfChosenAnew();
    const isRaw = this.choices.isRaw.peek();
    const before = this.#filtered.passing.length;
    const end = isRaw ? this.#advanceMessages() : this.#advanceRecords();
    const passes = isRaw ? this.#passesMessage : this.#passesRecord;
    const isMoved = this.#filtered.advance(end, passes, mayGoOn);
    this.isFiltering.value = this.#filtered.examined < end;
    const dividers = this.recording.dividers.peek();
    const isSameLength = this.#filtered.passing.length === before;
    if (!isRestarted && !isMoved && isSameLength && dividers === this.#dividers) return;
    this.#divide(dividers);
    this.revision.value += 1;
  }

  /** Rows there would be if everything were shown. */
  get total(): number {
    const { derivation } = this.recording;
    return this.choices.isRaw.peek() ? this.#messages.all.length : derivation.records.all.length;
  }

  #restartIfChosenAnew(): boolean {
    const choice = this.#test.choice();
    if (choice === this.#choice) return false;
    this.#choice = choice;
    this.#restarts += 1;
    this.#filtered = new FilteredRows();
    return true;
  }

  #advanceMessages(): number {
    const messages = this.#messages;
    messages.advance();
    this.#filtered.invalidate(messages.takeChanged());
    this.#filtered.drop(messages.dropped);
    return messages.dropped + messages.all.length;
  }

  #advanceRecords(): number {
    const { derivation } = this.recording;
    this.#filtered.invalidate(derivation.records.changedSince(this.#recordsRevision));
    this.#recordsRevision = derivation.records.revision;
    this.#filtered.drop(derivation.records.dropped);
    return derivation.records.dropped + derivation.records.all.length;
  }

  readonly #passesRecord = (place: number): boolean => {
    const record = this.#recordAt(place);
    return record !== undefined && this.#test.passesRecord(record);
  };

  readonly #passesMessage = (place: number): boolean => {
    const message = this.#messageAt(place);
    return message !== undefined && this.#test.passesMessage(message);
  };

  #recordAt(place: number): JournalRecord | undefined {
    const { derivation } = this.recording;
    return derivation.records.all[place - derivation.records.dropped];
  }

  #messageAt(place: number): Message | undefined {
    const number = this.#messages.all[place - this.#messages.dropped];
    return number === undefined ? undefined : this.recording.journal.message(number);
  }

  #matchingAt(position: number): Row | undefined {
    const place = this.#filtered.passing[position];
    if (place === undefined) return undefined;
    if (this.choices.isRaw.peek()) {
      const message = this.#messageAt(place);
      return message && { kind: 'message', message };
    }
    const record = this.#recordAt(place);
    return record && { kind: 'record', record };
  }

  #divide(dividers: readonly Divider[]): void {
    this.#dividers = dividers;
    const { length } = this.#filtered.passing;
    this.#dividedAt = dividers.map(({ time }) =>
      lowerBound(length, (i) => timeOfRow(this.#matchingAt(i)) - time),
    );
  }
}

function timeOfRow(row: Row | undefined): number {
  return row ? timeOf(row) : Number.POSITIVE_INFINITY;
}
