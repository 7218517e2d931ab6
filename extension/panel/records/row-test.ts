import { type Filter, matchesRecord } from '../../insight/filter.ts';
import type { JournalRecord } from '../../insight/record.ts';
import type { Message } from '../../journal/message.ts';
import type { Choices } from '../choices.ts';
import { isInScope } from '../connections/scope.ts';
import { kindOf } from '../kinds.ts';
import type { Recording } from '../recording/recording.ts';

/** Decides which rows the person wants to see. */
export class RowTest {
  #inputs: readonly unknown[] = [];

  constructor(
    readonly recording: Recording,
    readonly choices: Choices,
  ) {}

  /** Another value whenever rows that were tested must be tested again. */
  choice(): unknown {
    const { choices } = this;
    const inputs = [
      choices.filter.peek(),
      choices.kinds.peek(),
      choices.isRaw.peek(),
      choices.hidesHeartbeats.peek(),
      choices.scopes.peek(),
    ];
    if (inputs.some((input, index) => input !== this.#inputs[index])) this.#inputs = inputs;
    return this.#inputs;
  }

  passesRecord(record: JournalRecord): boolean {
    if (record.isHeartbeat && this.choices.hidesHeartbeats.peek()) return false;
    return this.#isChosen(record.connection, record.channelId) && this.#isFoundInRecord(record);
  }

  passesMessage(message: Message): boolean {
    return this.#isChosen(message.connection, 'any') && this.#isFoundInMessage(message);
  }

  #isChosen(id: string, channel: string | undefined): boolean {
    const kinds = this.choices.kinds.peek();
    const scopes = this.choices.scopes.peek();
    if (kinds.size === 0 && scopes.length === 0) return true;
    const { journal, derivation } = this.recording;
    const connection = journal.connections.get(id);
    if (!connection) return false;
    const insight = derivation.connectionInsight(id);
    if (kinds.size > 0 && !kinds.has(kindOf(connection, insight))) return false;
    const item = { connection, insight, channel };
    return scopes.length === 0 || scopes.some((scope) => isInScope(scope, item));
  }

  #isFoundInRecord(record: JournalRecord): boolean {
    const filter = this.#filter();
    if (!filter) return true;
    const url = this.recording.journal.connections.get(record.connection)?.url ?? '';
    const loop = this.recording.derivation.channels.get(record.channelId ?? '');
    return matchesRecord(filter, record, { url, ...(loop && { channel: loop.name }) });
  }

  #isFoundInMessage({ number, connection, event }: Message): boolean {
    const filter = this.#filter();
    if (!filter) return true;
    const { journal } = this.recording;
    const isFoundIn = (text: string | undefined) => text !== undefined && filter.matches(text);
    return (
      isFoundIn(journal.connections.get(connection)?.url) ||
      isFoundIn(event?.type) ||
      isFoundIn(journal.payload(number)?.text)
    );
  }

  /** An expression that cannot be used is looked for word for word. */
  #filter(): Filter | undefined {
    const filter = this.choices.filter.peek();
    return filter?.kind === 'error' ? filter.literal : filter;
  }
}
